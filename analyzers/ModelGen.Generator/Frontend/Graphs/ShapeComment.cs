using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>The comment behind a statement of a graph method that states what it gives: <c>// [C:16, H:64, W:64]</c>.</summary>
/// <param name="Span">Of the comment that is there; empty, at the end of the line's code, where there is none.</param>
/// <param name="Written">As it is there; null where there is none.</param>
/// <param name="Right">As it should be.</param>
internal sealed record ShapeComment(SyntaxTree Tree, TextSpan Span, string? Written, string Right)
{
    private static readonly Regex s_shapes = new(@"^// ?(i32)?\[[^\[\]]*\](, (i32)?\[[^\[\]]*\])*\s*$");

    public bool IsStale => Written is not null && Written != Right;

    /// <summary>Of the statements of a model's graph method, and of the methods that it calls, whose values have one type however often they are carried out.</summary>
    /// <param name="all">False: those that are there.</param>
    public static IEnumerable<ShapeComment> Of(ModelReading reading, bool all)
    {
        if (reading.Spec.Graph is null || !reading.Places.TryGetValue(reading.Spec.Type.Key, out GraphPlaces? places))
        {
            yield break;
        }

        Lazy<IReadOnlyList<string?>> shapes = new(() => ModelCompiler.Shapes(reading.Spec));
        foreach (KeyValuePair<SyntaxNode, List<int[]>> statement in places.Statements)
        {
            if (End(statement.Key) is not { } end || Find(end) is not { } found || (found.Written is null && !all))
            {
                continue;
            }

            string[] texts = [.. statement.Value.Select(values => string.Join(", ", values.Select(value => value < shapes.Value.Count ? shapes.Value[value] : null).Select(text => text ?? "?"))).Distinct()];
            if (texts.Length == 1 && !texts[0].Contains('?'))
            {
                yield return found with { Right = "// " + texts[0] };
            }
        }
    }

    // The semicolon.
    private static SyntaxToken? End(SyntaxNode node) => node switch
    {
        StatementSyntax statement => statement.GetLastToken(),
        ExpressionSyntax { Parent: ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } } => method.SemicolonToken,
        ExpressionSyntax { Parent: ArrowExpressionClauseSyntax { Parent: LocalFunctionStatementSyntax function } } => function.SemicolonToken,
        _ => null,
    };

    /// <param name="end">The semicolon of a statement, or the bracket behind attributes.</param>
    /// <returns>Null where something else stands behind it.</returns>
    public static ShapeComment? Find(SyntaxToken end)
    {
        if (!(end.IsKind(SyntaxKind.SemicolonToken) || end.IsKind(SyntaxKind.CloseBracketToken)) || end.IsMissing || end.SyntaxTree is not { } tree)
        {
            return null;
        }

        foreach (SyntaxTrivia trivia in end.TrailingTrivia)
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                string text = trivia.ToString();
                return s_shapes.IsMatch(text) ? new(tree, trivia.Span, text.TrimEnd(), "") : null;
            }

            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                return new(tree, new TextSpan(end.Span.End, 0), null, "");
            }

            if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                return null;
            }
        }

        return end.GetNextToken().IsKind(SyntaxKind.None) || end.GetNextToken().IsKind(SyntaxKind.EndOfFileToken) ? new(tree, new TextSpan(end.Span.End, 0), null, "") : null;
    }
}
