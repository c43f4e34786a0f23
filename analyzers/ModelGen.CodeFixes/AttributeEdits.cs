using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.CodeFixes;

/// <summary>Puts attributes in and takes them out in the style of those around them: many in one list, one a line, or a list for each.</summary>
internal static class AttributeEdits
{
    /// <summary>A file without <c>using ModelGen;</c> writes <c>ModelGen.Linear(4)</c>, and what is put beside that has to do so too.</summary>
    public static string Qualified(string text, AttributeSyntax neighbour) => neighbour.Name is QualifiedNameSyntax name ? $"{name.Left}.{text}" : text;

    /// <param name="text">An attribute without brackets.</param>
    public static IReadOnlyList<SourceEdit> InsertBefore(AttributeSyntax attribute, string text)
    {
        SyntaxNode place = ListForEach(attribute) ? attribute.Parent! : attribute;
        string inserted = place == attribute ? text + "," : $"[{text}]";
        return [SourceEdit.Insert(attribute.SyntaxTree, place.SpanStart, inserted + Gap(place))];
    }

    /// <inheritdoc cref="InsertBefore"/>
    public static IReadOnlyList<SourceEdit> InsertAfter(AttributeSyntax attribute, string text)
    {
        SyntaxNode place = ListForEach(attribute) ? attribute.Parent! : attribute;
        string inserted = place == attribute ? text : $"[{text}]";
        return [SourceEdit.Insert(attribute.SyntaxTree, place.Span.End, (place == attribute ? "," : "") + Gap(place) + inserted)];
    }

    public static IReadOnlyList<SourceEdit> Remove(AttributeSyntax attribute)
    {
        SyntaxTree tree = attribute.SyntaxTree;
        SourceText text = tree.GetText();
        AttributeListSyntax list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count == 1)
        {
            return [RemoveList(list, text)];
        }

        int index = list.Attributes.IndexOf(attribute);
        bool isLast = index == list.Attributes.SeparatorCount;
        SyntaxToken comma = list.Attributes.GetSeparator(isLast ? index - 1 : index);
        if (!isLast)
        {
            // What stands behind the comma may be a comment about the next attribute, and stays.
            return [SourceEdit.Delete(tree, attribute.SpanStart, SkipBlanks(text, comma.Span.End))];
        }

        int start = SkipBlanksBack(text, attribute.SpanStart);
        return start <= comma.Span.End
            ? [SourceEdit.Delete(tree, comma.SpanStart, attribute.Span.End)]
            : [SourceEdit.Delete(tree, comma.SpanStart, comma.Span.End), SourceEdit.Delete(tree, start, attribute.Span.End)];
    }

    private static SourceEdit RemoveList(AttributeListSyntax list, SourceText text)
    {
        TextLine last = text.Lines.GetLineFromPosition(list.Span.End);
        bool endsLine = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(list.Span.End, last.End)));
        return StartsLine(list, text) && endsLine
            ? SourceEdit.Delete(list.SyntaxTree, text.Lines.GetLineFromPosition(list.SpanStart).Start, last.EndIncludingLineBreak)
            : SourceEdit.Delete(list.SyntaxTree, list.SpanStart, endsLine ? list.Span.End : SkipBlanks(text, list.Span.End));
    }

    /// <summary>Whether every attribute of the declaration has brackets of its own.</summary>
    private static bool ListForEach(AttributeSyntax attribute) =>
        attribute.Parent?.Parent is MemberDeclarationSyntax { AttributeLists: { Count: > 1 } lists } && lists.All(list => list.Attributes.Count == 1);

    /// <summary>What parts an attribute or list from the one before: a blank, or a line break and the same indentation.</summary>
    private static string Gap(SyntaxNode node)
    {
        SourceText text = node.SyntaxTree.GetText();
        if (!StartsLine(node, text))
        {
            return " ";
        }

        TextLine line = text.Lines.GetLineFromPosition(node.SpanStart);
        string lineBreak = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return (lineBreak.Length == 0 ? "\n" : lineBreak) + text.ToString(TextSpan.FromBounds(line.Start, node.SpanStart));
    }

    private static bool StartsLine(SyntaxNode node, SourceText text) =>
        string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(node.SpanStart).Start, node.SpanStart)));

    private static int SkipBlanks(SourceText text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    private static int SkipBlanksBack(SourceText text, int position)
    {
        while (position > 0 && char.IsWhiteSpace(text[position - 1]))
        {
            position--;
        }

        return position;
    }
}
