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
