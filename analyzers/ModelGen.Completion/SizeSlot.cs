using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Completion;

/// <summary>A place in a declaration where a size is being written: <c>[Linear(|)]</c>, <c>[SelfAttention(Heads = |)]</c>, <c>x.Reshape(1, |)</c>.</summary>
/// <param name="Layer">The attribute's name, or the method's.</param>
/// <param name="Argument">The name that is written before it, with a capital; null for one by its place.</param>
/// <param name="Before">The sizes that stand before it in the same list.</param>
/// <param name="Span">What is written there already, perhaps nothing.</param>
internal sealed record SizeSlot(string Layer, string? Argument, long[] Before, TextSpan Span, SyntaxNode List)
{
    /// <summary>Null where the position is no such place.</summary>
    public static SizeSlot? At(SyntaxNode root, int position)
    {
        SyntaxToken left = position > 0 ? root.FindToken(position - 1) : default;
        bool isNumber = left.IsKind(SyntaxKind.NumericLiteralToken) && left.Span.End == position;
        TextSpan span = isNumber ? left.Span : new(position, 0);
        SyntaxToken before = isNumber ? left.GetPreviousToken() : left;
        if (before.Span.End > span.Start || !(before.IsKind(SyntaxKind.OpenParenToken) || before.IsKind(SyntaxKind.CommaToken) || before.IsKind(SyntaxKind.EqualsToken) || before.IsKind(SyntaxKind.ColonToken)))
        {
            return null;
        }

        SyntaxNode? list = before.Parent?.FirstAncestorOrSelf<SyntaxNode>(node => node is AttributeArgumentListSyntax or ArgumentListSyntax);
        string? argument = before.Parent switch
        {
            NameEqualsSyntax equals => equals.Name.Identifier.ValueText,
            NameColonSyntax colon => colon.Name.Identifier.ValueText,
            _ => null,
        };
        string? layer = list?.Parent switch
        {
            AttributeSyntax attribute => Name(attribute.Name),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
            _ => null,
        };
        if (list is null || layer is null || (argument is null && (before.IsKind(SyntaxKind.EqualsToken) || before.IsKind(SyntaxKind.ColonToken))))
        {
            return null;
        }

        return new(layer, argument is null ? null : char.ToUpperInvariant(argument[0]) + argument.Substring(1), Numbers(list, span.Start), span, list);
    }

    private static long[] Numbers(SyntaxNode list, int end) =>
        [.. list.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(literal => literal.Span.End <= end && literal.Token.Value is int).Select(literal => (long)(int)literal.Token.Value!)];

    private static string Name(NameSyntax name)
    {
        string text = name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : name is SimpleNameSyntax simple ? simple.Identifier.ValueText : "";
        return text.EndsWith("Attribute", System.StringComparison.Ordinal) ? text.Substring(0, text.Length - 9) : text;
    }
}
