using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Integers that take all values between bounds: ids that are drawn, counted around, or the places in a list of classes.</summary>
internal static class Draws
{
    public static Value? Evaluate(Call call) => call.Method is not { } method ? null : method.Name switch
    {
        "Next" when method.ContainingType is { Name: "Random", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => Drawn(call, "minValue", "maxValue"),
        "GetInt32" when method.ContainingType is { Name: "RandomNumberGenerator", ContainingNamespace.Name: "Cryptography" } => Drawn(call, "fromInclusive", "toExclusive"),
        "IndexOf" when method.ContainingType is { Name: "Array" or "List" } && (method.IsStatic ? call.Values[0] : call.Instance) is ListValue { Length: { IsNumber: true, Offset: > 1 } count } =>
            new NumberValue(Size.Unknown, new Bounds(0, count.Offset - 1, 0, call.Operation.Syntax)), // what is not there is a fault of another kind
        _ => null,
    };

    /// <summary>Of a remainder, and of a sum with a number.</summary>
    public static Bounds? Of(IBinaryOperation binary, NumberValue? left, NumberValue? right)
    {
        if (right is not { Size: { IsNumber: true, Offset: var number } })
        {
            return binary.OperatorKind == BinaryOperatorKind.Add && left is { Size: { IsNumber: true, Offset: var first } } ? right?.Bounds?.Plus(first) : null;
        }

        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Remainder when number > 1 && left is not { Size.IsNumber: true } => left?.Bounds is { Low: >= 0 } known && known.High < number ? known : new Bounds(0, number - 1, 0, binary.Syntax),
            BinaryOperatorKind.Add => left?.Bounds?.Plus(number),
            BinaryOperatorKind.Subtract => left?.Bounds?.Plus(-number),
            _ => null,
        };
    }

    private static NumberValue? Drawn(Call call, string from, string to)
    {
        Size first = call.Argument(from) is null ? Size.Of(0) : call.Number(from), end = call.Number(to);
        return first.IsNumber && end.IsNumber && end.Offset - first.Offset > 1 ? new NumberValue(Size.Unknown, new Bounds(first.Offset, end.Offset - 1, 0, call.Operation.Syntax)) : null;
    }
}
