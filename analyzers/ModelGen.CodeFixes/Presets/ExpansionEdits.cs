using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;

namespace ModelGen.CodeFixes.Presets;

/// <summary>
/// The layers in place of the preset, one a line; and its blocks inside the class, where they meet no other type and where generated types keep their names.
/// </summary>
internal static class ExpansionEdits
{
    public static IReadOnlyList<SourceEdit> Of(Preset preset)
    {
        Dictionary<string, string> names = BlockNames(preset);
        LayerWriter writer = new(preset, names);
        Layout layout = Layout.Of(preset.Declaration);
        string[] model = Language.Kind(Language.ModelMark(preset.Type)!) == nameof(Language.Model) ? [] : [writer.Attribute("Model")];
        string lists = layout.Lists([.. model, .. writer.Write(preset.Expanded.Layers)], layout.Indentation);
        string blocks = string.Join(layout.LineBreak + layout.LineBreak, preset.Expanded.Blocks.Select(block =>
            layout.Inner + layout.Lists([writer.Attribute("Block"), .. writer.Write(block.Layers)], layout.Inner)
            + $"{layout.LineBreak}{layout.Inner}private partial class {names[block.Type.Key]};"));
        return [.. Attributes(preset.Attribute, lists, layout), Body(preset.Declaration, blocks, layout)];
    }

    /// <summary>The preset's own names, numbered away from all that the class mentions.</summary>
    private static Dictionary<string, string> BlockNames(Preset preset)
    {
        HashSet<string> taken = [preset.Type.Name, .. preset.Type.GetMembers().Select(member => member.Name)];
        taken.UnionWith(preset.Type.DeclaringSyntaxReferences
            .Where(reference => preset.Document.Project.Solution.GetDocumentId(reference.SyntaxTree) is { } id && preset.Document.Project.DocumentIds.Contains(id))
            .SelectMany(reference => reference.GetSyntax().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText));
        return preset.Expanded.Blocks.ToDictionary(block => block.Type.Key, block =>
        {
            string name = block.Type.Name;
            for (int n = 2; !taken.Add(name); n++)
            {
                name = block.Type.Name + n;
            }

            return name;
        });
    }

    private static IEnumerable<SourceEdit> Attributes(AttributeSyntax attribute, string lists, Layout layout)
    {
        AttributeListSyntax list = (AttributeListSyntax)attribute.Parent!;
        SyntaxTree tree = attribute.SyntaxTree;
        int end = list.Span.End;
        int next = list.GetLastToken().GetNextToken().SpanStart;
        string between = tree.GetText().ToString(TextSpan.FromBounds(end, next));
        bool isOnLine = string.IsNullOrWhiteSpace(between) && between.IndexOf('\n') < 0;
        (int last, string after) = isOnLine ? (next, layout.LineBreak + layout.Indentation) : (end, "");
        if (list.Attributes.Count == 1)
        {
            return [new(tree, new TextChange(TextSpan.FromBounds(list.SpanStart, last), lists + after))];
        }

        TextChange added = new(TextSpan.FromBounds(end, last), layout.LineBreak + layout.Indentation + lists + after);
        return [.. AttributeEdits.Remove(attribute), new(tree, added)];
    }

    private static SourceEdit Body(ClassDeclarationSyntax declaration, string blocks, Layout layout)
    {
        SyntaxTree tree = declaration.SyntaxTree;
        if (declaration.OpenBraceToken.Span.Length == 0)
        {
            string body = $"{layout.LineBreak}{layout.Indentation}{{{layout.LineBreak}{blocks}{layout.LineBreak}{layout.Indentation}}}";
            return new(tree, new TextChange(declaration.SemicolonToken.Span, body));
        }

        SourceText text = tree.GetText();
        TextSpan inside = TextSpan.FromBounds(declaration.OpenBraceToken.Span.End, declaration.CloseBraceToken.SpanStart);
        if (!string.IsNullOrWhiteSpace(text.ToString(inside)))
        {
            return SourceEdit.Insert(tree, inside.Start, $"{layout.LineBreak}{blocks}{layout.LineBreak}");
        }

        // Braces on one line part, and the first goes below the head.
        TextSpan head = TextSpan.FromBounds(declaration.OpenBraceToken.GetPreviousToken().Span.End, inside.End);
        string open = text.ToString(TextSpan.FromBounds(head.Start, declaration.OpenBraceToken.SpanStart));
        bool isOnLine = string.IsNullOrWhiteSpace(open) && open.IndexOf('\n') < 0 && text.ToString(inside).IndexOf('\n') < 0;
        string whole = $"{layout.LineBreak}{blocks}{layout.LineBreak}{layout.Indentation}";
        return new(tree, isOnLine ? new TextChange(head, $"{layout.LineBreak}{layout.Indentation}{{{whole}") : new TextChange(inside, whole));
    }

    /// <summary>Line ends and indentation as around the class.</summary>
    private sealed record Layout(string LineBreak, string Indentation, string Inner)
    {
        public static Layout Of(ClassDeclarationSyntax declaration)
        {
            SourceText text = declaration.SyntaxTree.GetText();
            TextLine first = text.Lines[0];
            string lineBreak = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
            string line = text.Lines.GetLineFromPosition(declaration.SpanStart).ToString();
            string indentation = line.Substring(0, line.Length - line.TrimStart().Length);
            bool hasTabs = text.Lines.Any(each => each.Span.Length > 0 && text[each.Start] == '\t');
            return new(lineBreak.Length == 0 ? "\n" : lineBreak, indentation, indentation + (hasTabs ? "\t" : "    "));
        }

        public string Lists(IReadOnlyList<string> attributes, string indentation) => string.Join(LineBreak + indentation, attributes.Select(attribute => $"[{attribute}]"));
    }
}
