using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.CodeFixes;

/// <summary>
/// A change of one file's text. Fixes edit text, not trees: what the user formatted by hand, comments and directives between attributes
/// included, stays as it is.
/// </summary>
internal sealed record SourceEdit(SyntaxTree Tree, TextChange Change)
{
    public static SourceEdit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextChange(new TextSpan(position, 0), text));

    public static SourceEdit Delete(SyntaxTree tree, int start, int end) => new(tree, new TextChange(TextSpan.FromBounds(start, end), ""));

    public static SourceEdit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, new TextChange(node.Span, text));

    public static async Task<Solution> Apply(Solution solution, IReadOnlyList<SourceEdit> edits, CancellationToken cancellation)
    {
        foreach (IGrouping<SyntaxTree, SourceEdit> file in edits.GroupBy(edit => edit.Tree))
        {
            if (solution.GetDocumentId(file.Key) is { } id)
            {
                solution = solution.WithDocumentText(id, (await file.Key.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(file.Select(edit => edit.Change)));
            }
        }

        return solution;
    }
}
