using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers;
using ModelGen.Analyzers.DataEdges;
using Xunit;

namespace ModelGen.Tests.Harness;

/// <summary>The analyzers over a user's sources, beside what the generator made of them. None of them asks what may be null, so that the language does not find that out.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(CSharpCompilation compilation)
    {
        compilation = compilation.WithoutNullability();
        return Sorted(await WrittenTrees.Said(With(GeneratorRun.Of(compilation).Output, compilation), compilation.SyntaxTrees));
    }

    /// <summary>The same as a build asks: of the whole compilation at once, whose emitted bodies are bound for it, and with what may be null.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AsABuild(CSharpCompilation compilation) =>
        Sorted(await With(GeneratorRun.Of(compilation).Output, compilation).GetAnalyzerDiagnosticsAsync(CancellationToken.None));

    /// <summary>The same of sources that the language has nothing against.</summary>
    public static async Task<ImmutableArray<Diagnostic>> OfWhatCompiles(CSharpCompilation compilation)
    {
        (ImmutableArray<Diagnostic> errors, ImmutableArray<Diagnostic> found) = await Both(compilation);
        Assert.True(errors.IsEmpty, string.Join("\n", errors.Select(error => $"{error}\n{error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]}")));
        return found;
    }

    /// <summary>The errors of the language, and what the analyzers say.</summary>
    public static async Task<(ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Found)> Both(CSharpCompilation compilation)
    {
        compilation = compilation.WithoutNullability();
        Compilation whole = GeneratorRun.Of(compilation).Output;
        return (WrittenTrees.Errors(whole, compilation.SyntaxTrees), Sorted(await WrittenTrees.Said(With(whole, compilation), compilation.SyntaxTrees)));
    }

    /// <summary>Of declarations alone, many in one project: nothing is emitted, so calls of emitted members cannot be among them.</summary>
    public static async Task<(ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Found)> OfDeclarations(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> errors = [.. compilation.Errors()];
        return (errors, Sorted(await With(compilation, compilation).GetAnalyzerDiagnosticsAsync(CancellationToken.None)));
    }

    private static CompilationWithAnalyzers With(Compilation whole, CSharpCompilation written) => whole
        .WithAnalyzers([new ModelAnalyzer(), new DataEdgeAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions(ProjectTexts.Of(written)), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

    private static ImmutableArray<Diagnostic> Sorted(IEnumerable<Diagnostic> found) =>
        [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id)];
}
