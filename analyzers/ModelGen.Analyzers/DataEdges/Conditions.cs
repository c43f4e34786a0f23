using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Conditions over sizes that are known: of two ways only the one that is taken counts.</summary>
internal static class Conditions
{
    public static Value? Binary(IBinaryOperation binary, Value? left, Value? right)
    {
        bool? truth = (left, right) switch
        {
            (NumberValue a, NumberValue b) => Compare(binary.OperatorKind, a.Size, b.Size),
            (TruthValue a, TruthValue b) => Combine(binary.OperatorKind, a.IsTrue, b.IsTrue),
            (TextValue a, TextValue b) => binary.OperatorKind switch { BinaryOperatorKind.Equals => a.Text == b.Text, BinaryOperatorKind.NotEquals => a.Text != b.Text, _ => null },
            _ => null,
        };
        return truth is { } known ? new TruthValue(known) : null;
    }

    public static Value? Unary(IUnaryOperation unary, Value? operand) => (unary.OperatorKind, operand) switch
    {
        (UnaryOperatorKind.Not, TruthValue truth) => new TruthValue(!truth.IsTrue),
        (UnaryOperatorKind.Minus, NumberValue { Size.IsNumber: true } number) when number.Size.Offset != long.MinValue => new NumberValue(Size.Of(-number.Size.Offset)),
        (UnaryOperatorKind.Plus, NumberValue number) => number,
        (UnaryOperatorKind.Hat, NumberValue number) => new EndValue(number.Size),
        _ => null,
    };

    public static bool? Compare(BinaryOperatorKind kind, Size a, Size b)
    {
        bool? below = a.IsBelow(b) ? true : b.IsBelow(a) || a == b ? false : null;
        bool? above = b.IsBelow(a) ? true : a.IsBelow(b) || a == b ? false : null;
        bool? equal = !a.IsKnown || !b.IsKnown ? null : a == b ? true : a.Differs(b) ? false : null;
        return !a.IsKnown || !b.IsKnown ? null : kind switch
        {
            BinaryOperatorKind.Equals => equal,
            BinaryOperatorKind.NotEquals => !equal,
            BinaryOperatorKind.LessThan => below,
            BinaryOperatorKind.GreaterThan => above,
            BinaryOperatorKind.LessThanOrEqual => !above,
            BinaryOperatorKind.GreaterThanOrEqual => !below,
            _ => null,
        };
    }

    private static bool? Combine(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr => a != b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        _ => null,
    };
}
