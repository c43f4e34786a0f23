using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Compiler.Errors;

namespace ModelGen.CodeFixes;

/// <summary>Offers the edits that the analyzer attached to a fault of a call, the likelier first. They may stand in other files: where the tensor was made, or the model.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EdgeFix))]
public sealed class EdgeFix : CodeFixProvider
{
    private static readonly ImmutableArray<string> s_ids =
        ErrorCatalog.All.Keys.Where(id => (int)id / 1000 == 4).Select(ErrorCatalog.Code).OrderBy(code => code, StringComparer.Ordinal).ToImmutableArray();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => s_ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (WrittenMend mend in EdgeProperties.Read(diagnostic.Properties))
            {
                if (Owner(context.Document, mend.File) is { } document)
                {
                    context.RegisterCodeFix(CodeAction.Create(mend.Title, cancellation => Apply(document, mend, cancellation), "Edge " + mend.Kind), diagnostic);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static Document? Owner(Document document, string file) =>
        document.FilePath == file || document.Name == file ? document : document.Project.Documents.FirstOrDefault(other => other.FilePath == file);

    private static async Task<Solution> Apply(Document document, WrittenMend mend, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return mend.Start + mend.Length > text.Length
            ? document.Project.Solution
            : document.WithText(text.WithChanges(new TextChange(new TextSpan(mend.Start, mend.Length), mend.Text))).Project.Solution;
    }
}
