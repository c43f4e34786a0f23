using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Operators: between symbols they are recorded, between constants carried out.</summary>
internal sealed partial class GraphInterpreter
{
    private GraphValue Binary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            bool left = IsTrue(binary.LeftOperand);
            return new ConstantValue(binary.OperatorKind == BinaryOperatorKind.ConditionalAnd ? left && IsTrue(binary.RightOperand) : left || IsTrue(binary.RightOperand));
        }

        return Operate(binary, binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand), binary.LeftOperand.Syntax, binary.RightOperand.Syntax);
    }

    private GraphValue Operate(IOperation place, BinaryOperatorKind kind, GraphValue left, GraphValue right, SyntaxNode leftSyntax, SyntaxNode rightSyntax)
    {
        if (left is not TensorValue && right is not TensorValue)
        {
            return Arithmetic(place, kind, left, right);
        }

        string name = kind switch
        {
            BinaryOperatorKind.Add => "Add",
            BinaryOperatorKind.Subtract => "Subtract",
            BinaryOperatorKind.Multiply => "Multiply",
            BinaryOperatorKind.Divide => "Divide",
            BinaryOperatorKind.LessThan => "Less",
            BinaryOperatorKind.GreaterThan => "Greater",
            BinaryOperatorKind.LessThanOrEqual => "AtMost",
            BinaryOperatorKind.GreaterThanOrEqual => "AtLeast",
            BinaryOperatorKind.And => "And",
            BinaryOperatorKind.Or => "Or",
            BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => throw Unreadable(place, "'==' compares two objects of C#; Equal(a, b) makes a mask of equal elements"),
            _ => throw Unreadable(place, "symbols are added, subtracted, multiplied and divided"),
        };
        SourceRef source = places.Of(place.Syntax);
        places.Argument(source, "left", leftSyntax);
        places.Argument(source, "right", rightSyntax);
        int[] operands = left is TensorValue a
            ? right is TensorValue b ? [a.Number, b.Number] : [a.Number]
            : [((TensorValue)right).Number];
        ArgumentSpec[] constants = left is not TensorValue ? [ArgumentSpec.Of("left", Real(place, left))] : right is not TensorValue ? [ArgumentSpec.Of("right", Real(place, right))] : [];
        return recorder.Add(new(name, new(constants), source), operands)[0];
    }

    private GraphValue Unary(IUnaryOperation unary)
    {
        GraphValue operand = Evaluate(unary.Operand);
        if (operand is TensorValue tensor)
        {
            return unary.OperatorKind switch
            {
                UnaryOperatorKind.Plus => operand,
                UnaryOperatorKind.Minus => recorder.Add(new("Negate", default, places.Of(unary.Syntax)), [tensor.Number])[0],
                UnaryOperatorKind.Not => recorder.Add(new("Not", default, places.Of(unary.Syntax)), [tensor.Number])[0],
                _ => throw Unreadable(unary, "symbols can be negated"),
            };
        }

        return operand is ConstantValue { Value: { } value }
            ? (unary.OperatorKind, value) switch
            {
                (UnaryOperatorKind.Not, bool truth) => new ConstantValue(!truth),
                (UnaryOperatorKind.Plus, _) => operand,
                (UnaryOperatorKind.Minus, int number) => new ConstantValue(-number),
                (UnaryOperatorKind.Minus, long number) => new ConstantValue(-number),
                (UnaryOperatorKind.Minus, double or float) => new ConstantValue(-System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
                _ => throw Unreadable(unary, "it must be known while compiling"),
            }
            : throw Unreadable(unary, "it must be known while compiling");
    }

    private GraphValue Arithmetic(IOperation place, BinaryOperatorKind kind, GraphValue left, GraphValue right)
    {
        object? a = (left as ConstantValue)?.Value, b = (right as ConstantValue)?.Value;
        if (kind == BinaryOperatorKind.Equals || kind == BinaryOperatorKind.NotEquals)
        {
            bool isNumber = IsNumber(a) && IsNumber(b);
            bool same = isNumber ? System.Convert.ToDouble(a, CultureInfo.InvariantCulture) == System.Convert.ToDouble(b, CultureInfo.InvariantCulture) : left is ConstantValue && right is ConstantValue ? Equals(a, b) : ReferenceEquals(left, right);
            return new ConstantValue(same == (kind == BinaryOperatorKind.Equals));
        }

        if (kind == BinaryOperatorKind.Add && (a is string || b is string))
        {
            return new ConstantValue(System.Convert.ToString(a, CultureInfo.InvariantCulture) + System.Convert.ToString(b, CultureInfo.InvariantCulture));
        }

        if (kind == BinaryOperatorKind.Divide && IsWhole(a) && IsWhole(b))
        {
            Remainder(place, System.Convert.ToInt64(a, CultureInfo.InvariantCulture), System.Convert.ToInt64(b, CultureInfo.InvariantCulture));
        }

        object? result = (a, b) switch
        {
            (bool x, bool y) => kind switch { BinaryOperatorKind.And => x & y, BinaryOperatorKind.Or => x | y, BinaryOperatorKind.ExclusiveOr => x ^ y, _ => null },
            _ when !IsNumber(a) || !IsNumber(b) => null,
            (double or float, _) or (_, double or float) => OfReals(kind, System.Convert.ToDouble(a, CultureInfo.InvariantCulture), System.Convert.ToDouble(b, CultureInfo.InvariantCulture)),
            _ => OfIntegers(kind, System.Convert.ToInt64(a, CultureInfo.InvariantCulture), System.Convert.ToInt64(b, CultureInfo.InvariantCulture), a is long || b is long),
        };
        return new ConstantValue(result ?? throw Unreadable(place, "it has no value that is known while compiling"));
    }

    /// <summary>Notes what a division drops, but for (n + size - 1) / size, which rounds up by intention.</summary>
    private void Remainder(IOperation place, long a, long b)
    {
        if (b is 0 or -1 || a % b == 0 || place is IBinaryOperation { LeftOperand: var left } && RoundsUp(left, b))
        {
            return;
        }

        recorder.Note(places.Of(place.Syntax), $"{a} / {b} leaves a remainder of {a % b}, which is dropped: the sizes do not divide");
    }

    private static bool RoundsUp(IOperation dividend, long divisor)
    {
        IOperation plain = dividend is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : dividend;
        return plain is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum
            && (sum.OperatorKind == BinaryOperatorKind.Subtract
                ? sum.RightOperand.ConstantValue is { HasValue: true, Value: 1 } && sum.LeftOperand is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }
                : sum.RightOperand.ConstantValue is { HasValue: true, Value: int more } && more == divisor - 1);
    }

    private static bool IsWhole(object? value) => value is int or long or byte or short or char;

    private static bool IsNumber(object? value) => value is int or long or double or float or byte or short or char;

    private static object? OfReals(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? OfIntegers(BinaryOperatorKind kind, long a, long b, bool isLong)
    {
        if ((kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder && b == 0) || (kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift && b is < 0 or > 31))
        {
            return null;
        }

        long? number = kind switch
        {
            BinaryOperatorKind.Add => unchecked(a + b),
            BinaryOperatorKind.Subtract => unchecked(a - b),
            BinaryOperatorKind.Multiply => unchecked(a * b),
            BinaryOperatorKind.Divide => b == -1 ? unchecked(-a) : a / b,
            BinaryOperatorKind.Remainder => b == -1 ? 0 : a % b,
            BinaryOperatorKind.And => a & b,
            BinaryOperatorKind.Or => a | b,
            BinaryOperatorKind.ExclusiveOr => a ^ b,
            BinaryOperatorKind.LeftShift => a << (int)b,
            BinaryOperatorKind.RightShift => a >> (int)b,
            _ => null,
        };
        return number is { } value ? isLong ? (object)value : unchecked((int)value) : OfReals(kind, a, b);
    }

    private double Real(IOperation place, GraphValue value) => value is ConstantValue { Value: { } number } && IsNumber(number)
        ? System.Convert.ToDouble(number, CultureInfo.InvariantCulture)
        : throw Unreadable(place, "a symbol goes with a symbol or with a number that is known while compiling");

}
