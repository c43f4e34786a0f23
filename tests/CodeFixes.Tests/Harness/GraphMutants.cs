using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Tests.Harness;

/// <summary>Graph methods as they are while somebody types, cuts and pastes: tokens, numbers, arguments, expressions and statements deleted, swapped, copied and replaced.</summary>
internal static class GraphMutants
{
    private static readonly string[] s_expressions =
        ["x.Linear(4)", "x + x", "x > 0", "Concat(x, x)", "x.Mean()", "x.Mean(Axis.Time)", "Axis.At(9)", "null!", "x.Width", "x.Width / 3", "new[] { 1, 2 }", "default", "throw null!", "x == x", "y => y", "0.5f",
            "Shared(v => v.Linear(3))", "x.Scope(\"a\", y => y.Linear(2))", "(x, x)", "-1", "0", "x.Use<M>()", "x.Repeat<M>(1000000)", "$\"{x}\"", "typeof(M)", "await x", "x switch { _ => x }", "x is null", "x ?? x",
            "x?.Linear(3)", "x is { } s ? s : x", "x is Symbol t ? t : x", "(x, 3) is (_, > 2) ? x : x", "x is { Width: 4 }", "new[] { x, x }[1..]", "new[] { x }[^2..]", "F<M>(x)", "stackalloc int[3]", "(int)x.Width", "int.MaxValue", "x.Reshape(1, 2, 3)", "x.Flatten()", "x.Transpose(Axis.At(0), Axis.At(1))", "MatMul(x, x)", "x.Slice(Axis.Feature, 0, 2)", "x.Repeat(Axis.Feature, 2)",
            "Where(x > 0, x, -x)", "Stack(\"N\", x, x)", "x.Softmax(Axis.At(0))", "x.CumSum()", "MeanSquaredError(x, x)", "x.Gru(3)", "x.Conv2d(3, kernel: 3)", "1 / 0", "x.Dropout(2)", "nameof(M)", "new List<Symbol> { x }", "ref x"];

    private static readonly string[] s_statements =
        ["while (true) { }", "x = x.Linear(8);", "return x;", "goto a;", "if (x > 0) { }", "for (;;) { x = x.Relu(); }", "foreach (var q in new[] { 1, 2 }) { x = x.Linear(q); }", "continue;", "break;", "yield return x;",
            "var (p, q) = (x, x);", "int[] n = new int[-1];", "Symbol z;", "static Symbol F(Symbol v) => F(v); x = F(x);", "lock (x) { }", "x = x.Linear(int.MaxValue);", "for (int i = 0; i < 9999; i++) { x = x.Relu(); }", "x.Relu();",
            "for (int i = 0; i < 300; i++) { x = x.Linear(x.Width); }", "Layer f = v => v.Linear(3); x = f(x);", "const int k = 7 / 2;", "using var d = new System.IO.MemoryStream();", "try { } finally { }", "x = null!;", "throw null!;"];

    private static readonly string[] s_numbers = ["0", "1", "-1", "2", "3", "7", "1000000", "65536", "2147483647", "-2147483648", "0.5", "1e300", "'a'", "5L", "int.MaxValue + 1", "\"x\"", "true", "x", "0.1f"];

    /// <param name="isTyped">Edits by which many stay models: <see cref="GraphEdits"/>.</param>
    public static string Mutate(string source, Random random, int edits, bool isTyped)
    {
        for (int i = 0; i < edits; i++)
        {
            source = isTyped ? GraphEdits.Edit(source, random) : Edit(source, random);
        }

        return source;
    }

    private static string Edit(string source, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source).GetRoot();
        int kind = random.Next(10);
        return kind switch
        {
            0 => Tokens(root, source, random),
            1 => Replace<LiteralExpressionSyntax>(root, source, random, node => node.IsKind(SyntaxKind.NumericLiteralExpression), s_numbers),
            2 or 3 => Arguments(root, source, random),
            4 or 5 => Statements(root, source, random),
            6 => Replace<ExpressionSyntax>(root, source, random, InBody, s_expressions),
            7 => Swap([.. root.DescendantNodes().OfType<ExpressionSyntax>().Where(InBody)], source, random),
            8 => Swap([.. root.DescendantNodes().OfType<IdentifierNameSyntax>()], source, random),
            _ => Replace<BinaryExpressionSyntax>(root, source, random, InBody, ["x", "x * x", "x - 1", "x / x", "x & x", "-x"]),
        };
    }

    private static bool InBody(SyntaxNode node) => node.Parent is not MemberAccessExpressionSyntax and not QualifiedNameSyntax && node.Ancestors().Any(parent => parent is BlockSyntax or ArrowExpressionClauseSyntax);

    private static string Tokens(SyntaxNode root, string source, Random random)
    {
        SyntaxToken[] tokens = [.. root.DescendantTokens().Where(token => token.Span.Length > 0)];
        (SyntaxToken one, SyntaxToken other) = (tokens[random.Next(tokens.Length)], tokens[random.Next(tokens.Length)]);
        return random.Next(3) switch
        {
            0 => Change(source, one.Span, ""),
            1 => Change(source, one.Span, other.Text),
            _ => source.Insert(one.Span.End, " " + other.Text),
        };
    }

    private static string Arguments(SyntaxNode root, string source, Random random)
    {
        ArgumentListSyntax[] lists = [.. root.DescendantNodes().OfType<ArgumentListSyntax>().Where(list => list.Arguments.Count > 0)];
        if (lists.Length == 0)
        {
            return source;
        }

        SeparatedSyntaxList<ArgumentSyntax> arguments = lists[random.Next(lists.Length)].Arguments;
        ArgumentSyntax one = arguments[random.Next(arguments.Count)];
        return random.Next(4) switch
        {
            0 => Change(source, arguments.Span, string.Join(", ", arguments.Where(argument => argument != one))),
            1 => source.Insert(one.Span.End, ", " + one),
            2 => Change(source, one.Expression.Span, s_expressions[random.Next(s_expressions.Length)]),
            _ => Change(source, arguments.Span, string.Join(", ", arguments.Reverse())),
        };
    }

    private static string Statements(SyntaxNode root, string source, Random random)
    {
        StatementSyntax[] statements = [.. root.DescendantNodes().OfType<StatementSyntax>().Where(statement => statement.Parent is BlockSyntax)];
        if (statements.Length == 0)
        {
            return source;
        }

        StatementSyntax one = statements[random.Next(statements.Length)], other = statements[random.Next(statements.Length)];
        return random.Next(4) switch
        {
            0 => Change(source, one.Span, ""),
            1 => source.Insert(one.SpanStart, other + " "),
            2 => source.Insert(one.SpanStart, s_statements[random.Next(s_statements.Length)] + " "),
            _ => Swap(statements, source, random),
        };
    }

    private static string Replace<T>(SyntaxNode root, string source, Random random, Func<T, bool> takes, string[] texts)
        where T : SyntaxNode
    {
        T[] nodes = [.. root.DescendantNodes().OfType<T>().Where(takes)];
        return nodes.Length == 0 ? source : Change(source, nodes[random.Next(nodes.Length)].Span, texts[random.Next(texts.Length)]);
    }

    private static string Swap(IReadOnlyList<SyntaxNode> nodes, string source, Random random)
    {
        if (nodes.Count < 2)
        {
            return source;
        }

        SyntaxNode one = nodes[random.Next(nodes.Count)], other = nodes[random.Next(nodes.Count)];
        (SyntaxNode first, SyntaxNode second) = one.SpanStart <= other.SpanStart ? (one, other) : (other, one);
        return first.Span.IntersectsWith(second.Span) ? Change(source, first.Span, second.ToString()) : Change(Change(source, second.Span, first.ToString()), first.Span, second.ToString());
    }

    private static string Change(string source, TextSpan span, string text) => source[..span.Start] + text + source[span.End..];
}
