using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers;
using ModelGen.Analyzers.DataEdges;

namespace ModelGen.Tests.Harness;

/// <summary>The analyzers as a build runs them: over the user's sources and what the generator made of them.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(CSharpCompilation compilation)
    {
        Compilation whole = GeneratorRun.Of(compilation).Output;
        ImmutableArray<Diagnostic> found = await whole
            .WithAnalyzers([new ModelAnalyzer(), new DataEdgeAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id)];
    }
}
