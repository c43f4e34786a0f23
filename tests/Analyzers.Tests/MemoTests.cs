using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Compiler.Spec;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>What an edit costs in an editor, where one analyzer sees one compilation after another: nothing, unless it changes a specification.</summary>
public class MemoTests
{
    private const string Other = "class Unrelated { int F() => 1; }";
    private const string Wrong = "using ModelGen;\n[Model, Input(8), Linear(4, InFeatures = 7)] public partial class Wrong;";

    private readonly ModelAnalyzer _analyzer = new();

    [Theory]
    [InlineData(3, Other, "class Unrelated { int F() => 2; int G() => 3; }", 0)]
    [InlineData(0, "using ModelGen;", "// a comment\nusing ModelGen;", 0)]
    [InlineData(0, "partial class MyGpt;", "partial class MyGpt { public int Extra => 3; }", 0)]
    [InlineData(0, "Heads = 6", "Heads = 12", 1)]
    [InlineData(1, "Width = 64", "Width = 32", 1)]
    public async Task OnlyChangedModelsAreCompiledAgain(int file, string before, string after, int compiled)
    {
        string[] sources = [Samples.Gpt, Samples.Preset, Wrong, Other];
        ImmutableArray<Diagnostic> first = await Diagnostics(UserProject.Compile(sources));
        Assert.Equal(3, _analyzer.Memo.Compiled);

        Assert.Contains(before, sources[file], System.StringComparison.Ordinal);
        sources[file] = sources[file].Replace(before, after);
        ImmutableArray<Diagnostic> second = await Diagnostics(UserProject.Compile(sources));
        Assert.Equal(3 + compiled, _analyzer.Memo.Compiled);
        Assert.Equal(["MGEN1002"], first.Select(found => found.Id));
        Assert.Equal(first.Select(found => found.ToString()), second.Select(found => found.ToString()));
    }

    [Fact]
    public async Task ARememberedErrorMovesWithItsText()
    {
        Diagnostic first = Assert.Single(await Diagnostics(UserProject.Compile(Wrong)));
        CSharpCompilation moved = UserProject.Compile("// one line more\n" + Wrong);
        Diagnostic second = Assert.Single(await Diagnostics(moved));
        Assert.Equal(1, _analyzer.Memo.Compiled);
        Assert.Equal(first.GetMessage(), second.GetMessage());
        Assert.Same(moved.SyntaxTrees[0], second.Location.SourceTree);
        Assert.Equal(first.Location.GetLineSpan().StartLinePosition.Line + 1, second.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public async Task TheSameModelInAnotherEnvironmentIsAnother()
    {
        await Diagnostics(UserProject.Compile(Samples.Preset));
        await Diagnostics(TorchSurface.Project("0.107", Samples.Preset));
        Assert.Equal(2, _analyzer.Memo.Compiled);
    }

    [Fact]
    public void OldSpecificationsAreForgotten()
    {
        ErrorMemo memo = new(capacity: 256);
        TargetEnvironment environment = new();
        for (int width = 1; width <= 1000; width++)
        {
            Assert.Empty(memo.Of(Model(width), environment));
        }

        Assert.Equal(1000, memo.Compiled);
        memo.Of(Model(1000), environment);
        Assert.Equal(1000, memo.Compiled);
        memo.Of(Model(1), environment);
        Assert.Equal(1001, memo.Compiled);
    }

    private static ModelSpec Model(int width) => new(
        new TypeSpec("M", "", "M", "public"),
        new(
            new LayerSpec("Input", new(ArgumentSpec.Of("sizes", [8L])), new SourceRef("M", 0)),
            new LayerSpec("Linear", new(ArgumentSpec.Of("outFeatures", (long)width)), new SourceRef("M", 1))));

    private async Task<ImmutableArray<Diagnostic>> Diagnostics(CSharpCompilation compilation) =>
        await compilation
            .WithAnalyzers([_analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
}
