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

/// <summary>The analyzers as a build runs them: over the user's sources and what the generator made of them.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(CSharpCompilation compilation)
    {
        return Sorted(await With(compilation).GetAnalyzerDiagnosticsAsync(CancellationToken.None));
    }

    /// <summary>The same of sources that the language has nothing against; both are asked in one go, which binds the sources once.</summary>
    public static async Task<ImmutableArray<Diagnostic>> OfWhatCompiles(CSharpCompilation compilation)
    {
        (ImmutableArray<Diagnostic> errors, ImmutableArray<Diagnostic> found) = await Both(compilation);
        Assert.True(errors.IsEmpty, string.Join("\n", errors.Select(error => $"{error}\n{error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]}")));
        return found;
    }

    /// <summary>The errors of the language, and what the analyzers say.</summary>
    public static async Task<(ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Found)> Both(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> all = await With(compilation).GetAllDiagnosticsAsync(CancellationToken.None);
        ILookup<bool, Diagnostic> own = all.ToLookup(diagnostic => !diagnostic.Id.StartsWith("CS", System.StringComparison.Ordinal));
        return ([.. own[false].Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)], Sorted(own[true]));
    }

    /// <summary>Of declarations alone, many in one project: nothing is emitted, so calls of emitted members cannot be among them.</summary>
    public static async Task<(ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Found)> OfDeclarations(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> errors = [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return (errors, Sorted(await With(compilation, compilation).GetAnalyzerDiagnosticsAsync(CancellationToken.None)));
    }

    private static CompilationWithAnalyzers With(CSharpCompilation compilation) => With(GeneratorRun.Of(compilation).Output, compilation);

    private static CompilationWithAnalyzers With(Compilation whole, CSharpCompilation written) => whole
        .WithAnalyzers([new ModelAnalyzer(), new DataEdgeAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions(ProjectTexts.Of(written)), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

    private static ImmutableArray<Diagnostic> Sorted(IEnumerable<Diagnostic> found) =>
        [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id)];
}
