using System.Linq;
using ModelGen.Compiler.Spec;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>A clash or a bad character would make Roslyn drop all output of the generator.</summary>
public class HintNameTests
{
    private static readonly TypeSpec Type = new("Acme.M", "Acme", "M", "public");

    [Fact]
    public void PlainNamesStay() => Assert.Equal("Acme.M.Cpu.g.cs", HintNames.Of(Type, "Acme.M.Cpu.g.cs", default));

    [Fact]
    public void OddCharactersAreReplaced() => Assert.Equal("A._class.Outer{T_ U}.g.cs", HintNames.Of(Type, "A.@class.Outer<T, U>.g.cs", default));

    [Fact]
    public void ClassesThatDifferInCaseGetDifferentNames()
    {
        TypeSpec lower = Type with { Key = "Acme.m", Name = "m" };
        EquatableArray<string> clashes = HintNames.Clashes([Type, lower]);
        string one = HintNames.Of(Type, "Acme.M.g.cs", clashes);
        string two = HintNames.Of(lower, "Acme.m.g.cs", clashes);
        Assert.Matches(@"^Acme\.M\.[0-9a-f]{8}\.g\.cs$", one);
        Assert.NotEqual(one.ToUpperInvariant(), two.ToUpperInvariant());
    }

    [Fact]
    public void NoClashNoSuffix() => Assert.Empty(HintNames.Clashes([Type, Type with { Key = "Acme.N" }]));

    [Theory]
    [InlineData("[Model, Input(4), Linear(3)] partial class M; [Model, Input(4), Linear(3)] partial class m;")]
    [InlineData("[Model, Input(4), Linear(3)] partial class M; [Model, Input(4), Linear(3)] partial record M;")]
    [InlineData("[Model, Input(4), Linear(3)] partial class M; [Model, Input(4), Linear(3)] class M;")]
    [InlineData("[Model, Transformer] partial class M; [Transformer] partial class M; [Model] partial class M;")]
    [InlineData("namespace A { partial class B { [Model, Input(4), Linear(3)] partial class M; } } namespace A.B { [Model, Input(4), Linear(3)] partial class M; }")]
    [InlineData("partial class G<T> { [Model, Input(4), Linear(3)] partial class M; } partial class G { [Model, Input(4), Linear(3)] partial class M; }")]
    public void OddSourcesNeverClash(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Samples.Using + source);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void AClassWithTwoMarksIsReadOnce()
    {
        GeneratorRun run = GeneratorRun.Of(Samples.Using + "[Transformer] partial class M; [Model] partial class M;", Samples.Using + "partial class M;");
        int read = run.Reasons(TrackingNames.Models).Length + run.Reasons(TrackingNames.Presets).Length;
        Assert.Equal(1, read);
    }
}
