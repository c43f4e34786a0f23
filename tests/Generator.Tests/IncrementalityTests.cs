using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>What an edit costs: nothing, unless it changes a specification.</summary>
public class IncrementalityTests
{
    private const string Other = "class Unrelated { int F() => 1; }";

    private static readonly string[] Steps =
        [TrackingNames.Models, TrackingNames.Presets, TrackingNames.Environment, TrackingNames.Compiled, TrackingNames.Clashes, TrackingNames.Files];

    private static readonly HashSet<IncrementalStepRunReason> Kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static string[] Sources => [Samples.Gpt, Samples.Preset, Other];

    [Fact]
    public void EveryStepRunsAtFirst()
    {
        GeneratorRun run = GeneratorRun.Of(Sources);
        Assert.All(Steps, step => Assert.NotEmpty(run.Reasons(step)));
        Assert.All(Steps, step => Assert.All(run.Reasons(step), reason => Assert.Equal(IncrementalStepRunReason.New, reason)));
    }

    [Fact]
    public void UnrelatedEditKeepsEverything() => AssertKept(Edit(GeneratorRun.Of(Sources), 2, "class Unrelated { int F() => 2; int G() => 3; }"));

    [Fact]
    public void UnrelatedFileKeepsEverything()
    {
        GeneratorRun run = GeneratorRun.Of(Sources);
        AssertKept(run.Then(run.Input.AddSyntaxTrees(UserProject.Parse("class More;", "More.cs"))));
    }

    [Fact]
    public void CommentsAndWhitespaceKeepEverything() =>
        AssertKept(Edit(GeneratorRun.Of(Sources), 0, "// a comment\n\n" + Samples.Gpt.Replace(", ", ",\n        ")));

    [Fact]
    public void MovedCodeKeepsEverything()
    {
        GeneratorRun run = GeneratorRun.Of(Sources);
        string[] parts = Samples.Gpt.Split("[Block, Residual<Attend>");
        CSharpCompilation moved = UserProject.Compile([Samples.Preset, "using ModelGen;\nnamespace Acme.Models;\n[Block, Residual<Attend>" + parts[1], parts[0]]);
        GeneratorRun next = run.Then(moved);
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Steps.Where(step => step != TrackingNames.Files).SelectMany(step => next.Reasons(step)));
        Assert.Equal(run.Files.OrderBy(file => file.HintName), next.Files.OrderBy(file => file.HintName));
    }

    [Fact]
    public void MembersOfTheModelKeepEverything() =>
        AssertKept(Edit(GeneratorRun.Of(Sources), 0, Samples.Gpt.Replace("public partial class MyGpt;", "public partial class MyGpt { public int Extra => 3; }")));

    [Theory]
    [InlineData("Repeat<DecoderLayer>(6)", "Repeat<DecoderLayer>(7)")]
    [InlineData("Heads = 6", "Heads = 12")]
    [InlineData("1e-6", "1e-5")]
    [InlineData("\"down\"", "\"up\"")]
    [InlineData("public partial class MyGpt", "internal partial class MyGpt")]
    public void ChangedValueRecompilesThatModelOnly(string before, string after)
    {
        GeneratorRun run = Edit(GeneratorRun.Of(Sources), 0, Samples.Gpt.Replace(before, after));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Models));
        Assert.All(run.Reasons(TrackingNames.Presets), reason => Assert.Contains(reason, Kept));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Compiled).Where(reason => !Kept.Contains(reason)));
        Assert.All(run.Reasons(TrackingNames.Clashes), reason => Assert.Contains(reason, Kept));
    }

    [Fact]
    public void AnotherModelLeavesTheFirstAlone()
    {
        GeneratorRun run = GeneratorRun.Of(Sources);
        GeneratorRun next = run.Then(run.Input.AddSyntaxTrees(UserProject.Parse(Samples.Iris, "Iris.cs")));
        Assert.Equal(1, next.Reasons(TrackingNames.Compiled).Count(reason => reason == IncrementalStepRunReason.New));
        Assert.All(next.Reasons(TrackingNames.Compiled), reason => Assert.NotEqual(IncrementalStepRunReason.Modified, reason));
    }

    [Fact]
    public void ReferencesMatterOnlyThroughTheEnvironment()
    {
        GeneratorRun run = GeneratorRun.Of(Sources);
        AssertKept(run.Then(run.Input.AddReferences(Library("Anything"))));
        GeneratorRun torch = run.Then(run.Input.AddReferences(Library("TorchSharp")));
        Assert.Equal([IncrementalStepRunReason.Modified], torch.Reasons(TrackingNames.Environment));
    }

    private const string Graphs = """
        using ModelGen;
        [Model] public partial class First { [Forward] static Symbol Run([Input(4)] Symbol x) => Layers.Deep(x, x.Width); public int Other() => 1; }
        [Model] public partial class Second { [Forward] static Symbol Run([Input(4)] Symbol x) { Symbol y = x.Linear(8); return y.Relu(); } }
        static class Layers { public static Symbol Deep(Symbol x, int width) => x.Linear(width).Relu(); static int Unread() => 1; }
        """;

    /// <summary>Only what a graph method does counts: other methods, names of its locals and how it is written do not.</summary>
    [Theory]
    [InlineData("Other() => 1", "Other() => 2")]
    [InlineData("Unread() => 1", "Unread() => 2")]
    [InlineData("Symbol y = x.Linear(8); return y.Relu();", "Symbol hidden = x.Linear(8); /* wide */ return hidden.Relu();")]
    [InlineData("x.Linear(8)", "x.Linear(4 + 4)")]
    public void AnotherMethodOfAGraphKeepsEverything(string before, string after)
    {
        GeneratorRun run = GeneratorRun.Of(Graphs, Other);
        GeneratorRun next = Edit(run, 0, Graphs.Replace(before, after));
        Assert.All(new[] { TrackingNames.Models, TrackingNames.Compiled, TrackingNames.Files }, step => Assert.All(next.Reasons(step), reason => Assert.Contains(reason, Kept)));
        Assert.All(next.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [InlineData("x.Linear(8)", "x.Linear(9)")]
    [InlineData("return y.Relu()", "return y.Tanh()")]
    [InlineData("x.Linear(width).Relu()", "x.Linear(width).Tanh()")]
    public void AnEditOfAGraphMethodCompilesThatModelAlone(string before, string after)
    {
        GeneratorRun run = Edit(GeneratorRun.Of(Graphs, Other), 0, Graphs.Replace(before, after));
        Assert.Single(run.Reasons(TrackingNames.Models), IncrementalStepRunReason.Modified);
        Assert.Single(run.Reasons(TrackingNames.Compiled), IncrementalStepRunReason.Modified);
    }

    private static MetadataReference Library(string name) => UserProject.Compile(name, ["public class Nothing;"]).ToMetadataReference();

    private static GeneratorRun Edit(GeneratorRun run, int file, string text)
    {
        SyntaxTree old = run.Input.SyntaxTrees[file];
        Assert.NotEqual(old.ToString(), text);
        return run.Then(run.Input.ReplaceSyntaxTree(old, UserProject.Parse(text, old.FilePath)));
    }

    private static void AssertKept(GeneratorRun run)
    {
        Assert.All(Steps, step => Assert.All(run.Reasons(step), reason => Assert.Contains(reason, Kept)));
        Assert.All(Steps, step => Assert.NotEmpty(run.Reasons(step)));
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
