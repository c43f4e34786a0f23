using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Tests.Harness;

/// <summary>What is said of the trees that a user wrote, beside those that the generator added.</summary>
/// <remarks>Most of the time that analyzers took over a program of ten lines went into its emitted bodies: asked for a whole compilation, their host binds these before it leaves them out.</remarks>
internal static class WrittenTrees
{
    // Emitted files that the language has been asked about: the same declaration gives the same files, and many programs declare the same models.
    private static readonly ConcurrentDictionary<string, byte> s_bound = [];

    /// <summary>What analyzers that pass over generated code say, of tree after tree, as an editor asks them.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Said(CompilationWithAnalyzers host, IReadOnlyCollection<SyntaxTree> written)
    {
        if (written.Count == host.Compilation.SyntaxTrees.Count())
        {
            return await host.GetAnalyzerDiagnosticsAsync(CancellationToken.None); // nothing was emitted: all at once
        }

        HashSet<Diagnostic> found = [];
        foreach (SyntaxTree tree in written)
        {
            AnalysisResult syntax = await host.GetAnalysisResultAsync(tree, CancellationToken.None);
            AnalysisResult meaning = await host.GetAnalysisResultAsync(host.Compilation.GetSemanticModel(tree), null, CancellationToken.None);
            found.UnionWith(syntax.GetAllDiagnostics());
            found.UnionWith(meaning.GetAllDiagnostics());
        }

        return [.. found];
    }

    /// <summary>The errors of the language: of written trees and of all declarations; of emitted bodies where these files have not been asked about before.</summary>
    public static ImmutableArray<Diagnostic> Errors(Compilation whole, IReadOnlyCollection<SyntaxTree> written)
    {
        string emitted = string.Concat(whole.SyntaxTrees.Except(written).Select(tree => Convert.ToHexString([.. tree.GetText().GetContentHash()])));
        return emitted.Length == 0 || s_bound.TryAdd(emitted, 0)
            ? [.. whole.Errors()]
            : [.. whole.GetParseDiagnostics().Concat(whole.GetDeclarationDiagnostics()).Concat(written.SelectMany(tree => whole.GetSemanticModel(tree).GetMethodBodyDiagnostics())).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
