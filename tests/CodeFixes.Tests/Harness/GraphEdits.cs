using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Tests.Harness;

/// <summary>Graph methods as somebody changes them who knows the language: operations put around values, layers and axes exchanged, sizes changed everywhere, statements repeated. Many are models.</summary>
internal static class GraphEdits
{
    // Of a value.
    private static readonly string[] s_wraps =
        ["{0}.Relu()", "{0}.Tanh()", "({0} * 0.5)", "({0} + 1)", "(1 - {0})", "({0} / 3)", "(-{0})", "({0} + {0})", "({0} * {0}.Sigmoid())", "{0}.Dropout(0.1)", "{0}.Detach()", "{0}.Square()", "{0}.Clamp(-1, 1)", "{0}.Exp()",
            "{0}.CumSum()", "{0}.Softmax()", "{0}.Normalize()", "{0}.Flip(Axis.At(0))", "{0}.Shift(Axis.At(0), 1)", "{0}.Shift(Axis.At(0), -2, fill: 1)", "Where({0} > 0, {0}, -{0})", "Where({0} <= 0.1 & {0} > -1, {0}, {0} * 2)",
            "Maximum({0}, {0} * 0.3)", "Concat({0}, {0})", "Concat(Axis.At(0), {0}, {0})", "({0} - {0}.Mean(Axis.At(0)))", "({0} * {0}.Max())", "{0}.LayerNorm()", "{0}.RmsNorm()", "{0}.BatchNorm()", "{0}.Linear(4)", "{0}.Gru(6, returnSequences: true)",
            "{0}.SelfAttention(heads: 1)", "{0}.Conv1d(4, kernel: 3, same: true)", "{0}.Conv2d(4, kernel: 3, same: true)", "{0}.Repeat(Axis.At(0), 2)", "{0}.Transpose(Axis.At(0), Axis.At(1))", "{0}.Mean(Axis.Time)", "{0}.Mean()", "{0}.Sum(Axis.At(0))",
            "{0}.LogSumExp(Axis.At(0))", "{0}.Variance(Axis.At(0))", "{0}.Flatten()", "{0}.ArgMax().OneHot(16)", "({0} + Normal(like: {0}))", "({0} * Uniform(like: {0}))", "Attention({0}, {0}, {0}, causal: true)", "AttentionWeights({0}, {0}).Softmax()",
            "Stack(\"Q\", {0}, {0}).Max(\"Q\")", "Stack(\"Q\", {0}, {0}).Sum(Axis.Time)", "MatMul({0}, {0}.Transpose(Axis.At(0), Axis.At(1)))", "Outer({0}, {0}).Softmax(Axis.At(1))", "Cosine({0}, {0} + 1)", "Dot({0}, {0})", "({0} + Constant([0.5]))",
            "({0} * Weights([], name: \"w\"))", "{0}.Split(Axis.At(0), 1, 1).First", "{0}.Scope(\"s\", v => v.Relu())", "{0}.Slice(Axis.At(0), 0, 1)", "({0} + {0}.IsReal().OneHot(2))", "Where({0}.IsReal(), {0}, {0} * 0)", "{0}.Squeeze()"];

    private static readonly string[][] s_kinds =
    [
        ["Relu", "Tanh", "Gelu", "Sigmoid", "Silu", "Softplus", "Elu", "Square", "Abs", "Exp", "Erf", "Sin", "HardSwish", "Relu6", "Detach", "Normalize", "Softmax", "LogSoftmax", "CumSum"],
        ["Mean", "Sum", "Max", "Min", "Variance", "LogSumExp"],
        ["Gru", "Lstm", "Rnn", "Linear"],
        ["LayerNorm", "RmsNorm", "BatchNorm"],
        ["Feature", "Time", "Channel", "Height", "Width"],
        ["MaxPool2d", "AveragePool2d", "Upsample2d"],
        ["MatMul", "Outer", "Dot", "Cosine", "Maximum", "Minimum", "Concat"],
        ["MeanSquaredError", "MeanAbsoluteError", "Huber", "BinaryCrossEntropy", "CosineDistance", "KlDivergence"],
        ["Use", "Residual"],
    ];

    private static readonly string[] s_operators = ["+", "-", "*", "/"];

    private static readonly int[] s_sizes = [1, 2, 3, 4, 5, 6, 8, 9, 12, 16];

    private static readonly string[] s_loops = ["for (int q = 0; q < 3; q++) {{ {0} }}", "foreach (double q in new[] {{ 1, 2 }}) {{ {0} }}", "if (7 / 2 > 3) {{ }} else {{ {0} }}", "switch (3) {{ case > 2: {0} break; default: break; }}", "{{ {0} }}"];

    public static string Edit(string source, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source).GetRoot();
        return random.Next(12) switch
        {
            0 or 1 or 2 or 3 => Wrap(root, source, random),
            4 or 5 => Rename(root, source, random),
            6 or 7 => Size(root, source, random),
            8 => Repeat(root, source, random),
            9 => Operator(root, source, random),
            10 => Argument(root, source, random),
            _ => Value(root, source, random),
        };
    }

    // What surely is a value: a parameter or a local, or what a call on one gives.
    private static ExpressionSyntax[] Values(SyntaxNode root)
    {
        HashSet<string> names = [.. root.DescendantNodes().OfType<ParameterSyntax>().Where(parameter => parameter.Type?.ToString() == "Symbol").Select(parameter => parameter.Identifier.Text),
            .. root.DescendantNodes().OfType<VariableDeclarationSyntax>().Where(local => local.Type.ToString() == "Symbol").SelectMany(local => local.Variables.Select(variable => variable.Identifier.Text))];
        return [.. root.DescendantNodes().OfType<ExpressionSyntax>().Where(node => IsValue(node, names) && node.Parent is ArgumentSyntax or BinaryExpressionSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or MemberAccessExpressionSyntax)];
    }

    private static bool IsValue(ExpressionSyntax node, HashSet<string> names) => node switch
    {
        IdentifierNameSyntax name => names.Contains(name.Identifier.Text) && !(node.Parent is MemberAccessExpressionSyntax member && member.Name == node),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } => IsValue(call.Expression, names),
        BinaryExpressionSyntax binary => IsValue(binary.Left, names) && s_operators.Contains(binary.OperatorToken.Text),
        _ => false,
    };

    private static string Wrap(SyntaxNode root, string source, Random random) =>
        Pick(Values(root), random) is { } value ? Change(source, value.Span, string.Format(null, s_wraps[random.Next(s_wraps.Length)], value)) : source;

    private static string Value(SyntaxNode root, string source, Random random)
    {
        ExpressionSyntax[] values = Values(root);
        return Pick(values, random) is { } one && Pick(values, random) is { } other ? Change(source, one.Span, other.ToString()) : source;
    }

    private static string Rename(SyntaxNode root, string source, Random random)
    {
        SimpleNameSyntax[] names = [.. root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => s_kinds.Any(kind => kind.Contains(name.Identifier.Text)))];
        if (Pick(names, random) is not { } name)
        {
            return source;
        }

        string[] kind = s_kinds.First(kind => kind.Contains(name.Identifier.Text));
        return Change(source, name.Identifier.Span, kind[random.Next(kind.Length)]);
    }

    // One size as another, everywhere.
    private static string Size(SyntaxNode root, string source, Random random)
    {
        SyntaxToken[] numbers = [.. root.DescendantTokens().Where(token => token.Value is int)];
        if (numbers.Length == 0)
        {
            return source;
        }

        object? old = numbers[random.Next(numbers.Length)].Value;
        string size = s_sizes[random.Next(s_sizes.Length)].ToString(System.Globalization.CultureInfo.InvariantCulture);
        return numbers.Where(token => token.Value!.Equals(old)).Reverse().Aggregate(source, (text, token) => Change(text, token.Span, size));
    }

    private static string Repeat(SyntaxNode root, string source, Random random)
    {
        ExpressionStatementSyntax[] statements = [.. root.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(statement => statement.Parent is BlockSyntax)];
        if (Pick(statements, random) is { } statement)
        {
            return Change(source, statement.Span, string.Format(null, s_loops[random.Next(s_loops.Length)], statement));
        }

        return Pick([.. root.DescendantNodes().OfType<ReturnStatementSyntax>()], random) is { Expression: { } value } result && IsValue(value, [])
            ? Change(source, result.Span, $"Symbol last = {value}; return last;")
            : source;
    }

    private static string Operator(SyntaxNode root, string source, Random random)
    {
        BinaryExpressionSyntax[] all = [.. root.DescendantNodes().OfType<BinaryExpressionSyntax>().Where(binary => s_operators.Contains(binary.OperatorToken.Text))];
        return Pick(all, random) is { } one ? Change(source, one.OperatorToken.Span, s_operators[random.Next(s_operators.Length)]) : source;
    }

    // A named argument takes its default.
    private static string Argument(SyntaxNode root, string source, Random random)
    {
        ArgumentSyntax[] named = [.. root.DescendantNodes().OfType<ArgumentSyntax>().Where(argument => argument.NameColon is not null && argument.Parent is ArgumentListSyntax { Arguments.Count: > 1 })];
        return Pick(named, random) is { Parent: ArgumentListSyntax list } one ? Change(source, list.Arguments.Span, string.Join(", ", list.Arguments.Where(other => other != one))) : source;
    }

    private static T? Pick<T>(IReadOnlyList<T> nodes, Random random)
        where T : SyntaxNode => nodes.Count == 0 ? null : nodes[random.Next(nodes.Count)];

    private static string Change(string source, TextSpan span, string text) => source[..span.Start] + text + source[span.End..];
}
