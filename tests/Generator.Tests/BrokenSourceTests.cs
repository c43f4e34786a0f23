using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>Half-typed code is what an editor shows the generator most of the time: it never throws.</summary>
public class BrokenSourceTests
{
    [Theory]
    [InlineData("Linear()")]
    [InlineData("Linear(")]
    [InlineData("Linear(\"64\")")]
    [InlineData("Linear(null)")]
    [InlineData("Linear(1.5)")]
    [InlineData("Linear(undefined)")]
    [InlineData("Linear(64, 65)")]
    [InlineData("Linear(64, Bias = 3)")]
    [InlineData("Linear(64, Nothing = 3)")]
    [InlineData("Linear(64, Name = null)")]
    [InlineData("Linear(outFeatures: 64, outFeatures: 65)")]
    [InlineData("Linear(99999999999)")]
    [InlineData("Reshape()")]
    [InlineData("Reshape(null)")]
    [InlineData("Reshape(1, \"2\")")]
    [InlineData("Reshape(sizes: 5)")]
    [InlineData("Tokens")]
    [InlineData("Loss")]
    [InlineData("Loss(Loss.)")]
    [InlineData("Use")]
    [InlineData("Use<")]
    [InlineData("Use<>")]
    [InlineData("Use<Missing>")]
    [InlineData("Use<M, M>")]
    [InlineData("Use<M>.Foo")]
    [InlineData("Use<T>")]
    [InlineData("Use<(int, string)>")]
    [InlineData("Use<dynamic>")]
    [InlineData("Use<System.Collections.Generic.List<M>>")]
    [InlineData("Unknown(3)")]
    [InlineData("Backends(\"x\")")]
    [InlineData("Backends")]
    public void HalfTypedAttributes(string attribute) => AssertSilent($"using ModelGen;\n[Model, Input(4), {attribute}, Linear(3)]\npublic partial class M;");

    [Fact]
    public void WrongConstantsAreLeftOut() =>
        Assert.Equal(
            "Linear Linear(outFeatures: 5) Linear(outFeatures: 64) Dropout Reshape(sizes: []) Reshape(sizes: []) Use",
            SpecText.Layers("""
                using ModelGen;
                [Linear("64"), Linear(5, Bias = "x"), Linear(64, Name = null), Dropout("a"), Reshape(), Reshape(null!), Use<Missing>]
                partial class M;
                """));

    [Theory]
    [InlineData("[ModelGen.Model] struct S; [ModelGen.Model] interface I; [ModelGen.Model] enum E { } [ModelGen.Model] delegate void D();")]
    [InlineData("[assembly: ModelGen.Model] [module: ModelGen.Linear(3)]")]
    [InlineData("[ModelGen.Model] partial class")]
    [InlineData("[ModelGen.Model")]
    [InlineData("[ModelGen.Block, ModelGen.Use<B<T>>] partial class B<T>; [ModelGen.Model, ModelGen.Input(1), ModelGen.Use<B<B<int>>>] partial class M;")]
    [InlineData("namespace ModelGen { class ModelAttribute : System.Attribute; [Model] partial class M; }")]
    public void OddPlaces(string source) => AssertSilent(source);

    [Fact]
    public void NoLibraryNoOutput()
    {
        CSharpCompilation bare = UserProject.Compile(Samples.Gpt).WithReferences(UserProject.References.Where(reference => reference.Display?.EndsWith("ModelGen.dll", StringComparison.Ordinal) != true));
        GeneratorRun run = GeneratorRun.Of(bare);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Files);
    }

    /// <summary>One driver over all mutants, as in an editor: caches of broken states are part of what is tested.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutations(int seed)
    {
        Random random = new(seed);
        GeneratorRun run = GeneratorRun.Of(Samples.Gpt, Samples.Preset);
        for (int i = 0; i < 150; i++)
        {
            string mutant = Mutants.Mutate(Samples.Gpt, random, 1 + random.Next(4));
            SyntaxTree old = run.Input.SyntaxTrees[0];
            run = run.Then(run.Input.ReplaceSyntaxTree(old, UserProject.Parse(mutant, old.FilePath)));
            AssertSilent(run, mutant);
        }
    }

    private static void AssertSilent(string source) => AssertSilent(GeneratorRun.Of(source), source);

    private static void AssertSilent(GeneratorRun run, string source)
    {
        Assert.True(run.Result.Exception is null, $"{run.Result.Exception}\n{source}");
        Assert.Empty(run.Diagnostics);
    }
}
