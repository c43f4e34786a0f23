using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Half-typed code gives diagnostics or silence, never a failure: neither the host's AD0001 nor our MGEN9001.</summary>
public class BrokenSourceTests
{
    /// <summary>Where C# has an error in one model's declaration, what is said of the others stays.</summary>
    [Theory]
    [InlineData("[Model, Tokens(Vocabulary = 9), Embedding(4)] partial class A;")] // CS9035
    [InlineData("[Model, Input(4), Use<Missing>] partial class A;")] // CS0246
    [InlineData("[Model, Input(4), Relu, Nonsense(3)] partial class A;")]
    [InlineData("[Model, Input(4), Linear(3, Bias = 7)] partial class A;")] // CS0029
    [InlineData("class C : Missing { Missing field; }")]
    public Task OtherModelsKeepTheirErrors(string broken) => Expected.Verify(
        broken + " [Model, Input(4), Linear({|#0:0|})] partial class B;",
        new Expected("MGEN2001", 0, "OutFeatures of 'Linear' must be at least 1, not 0"));

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Mutations(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 60; i++)
        {
            string mutant = Mutants.Mutate(Samples.Gpt, random, 1 + random.Next(4));
            ImmutableArray<Diagnostic> found = await AnalyzerRun.Diagnostics(UserProject.Compile(mutant));
            Diagnostic? failure = found.FirstOrDefault(diagnostic => diagnostic.Id is "AD0001" or "MGEN9001");
            Assert.True(failure is null, $"{failure}\n{mutant}");
            Assert.All(found, diagnostic => Assert.StartsWith("MGEN", diagnostic.Id, StringComparison.Ordinal));
        }
    }
}
