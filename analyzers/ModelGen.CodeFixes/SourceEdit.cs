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
}
