using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Operators: between symbols they are recorded, between constants carried out.</summary>
internal sealed partial class GraphInterpreter
{
    private const string NoValue = "it has no value that is known while compiling";

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
        bool isNullTest = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (left is ConstantValue { Value: null } || right is ConstantValue { Value: null });
        if (isNullTest || (left is not TensorValue && right is not TensorValue))
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

        return new ConstantValue(ConstantArithmetic.Unary(unary.OperatorKind, (operand as ConstantValue)?.Value) ?? throw Unreadable(unary, NoValue));
    }

    private GraphValue Arithmetic(IOperation place, BinaryOperatorKind kind, GraphValue left, GraphValue right)
    {
        object? a = (left as ConstantValue)?.Value, b = (right as ConstantValue)?.Value;
        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (left is not ConstantValue || right is not ConstantValue))
        {
            return new ConstantValue(ReferenceEquals(left, right) == (kind == BinaryOperatorKind.Equals));
        }

        if (kind == BinaryOperatorKind.Add && (a is string || b is string))
        {
            return new ConstantValue(Text(place, Written(place, left) + Written(place, right)));
        }

        if (kind == BinaryOperatorKind.Divide && ConstantArithmetic.IsWhole(a) && ConstantArithmetic.IsWhole(b))
        {
            Remainder(place, ConstantArithmetic.Whole(a!), ConstantArithmetic.Whole(b!));
        }

        return new ConstantValue(ConstantArithmetic.Binary(kind, a, b) ?? throw Unreadable(place, NoValue));
    }

    /// <summary>A constant as C# writes it into a string.</summary>
    private string Written(IOperation place, GraphValue value) => value switch
    {
        ConstantValue { Value: null } => "",
        ConstantValue { Value: string or bool or char } constant => constant.Value.ToString(),
        ConstantValue constant when ConstantArithmetic.IsNumber(constant.Value) => System.Convert.ToString(constant.Value, CultureInfo.InvariantCulture),
        _ => throw Unreadable(place, "strings are made of constants"),
    };

    private string Text(IOperation place, string text) => text.Length <= MaximumSteps ? text : throw Unreadable(place, $"it is a string of more than {MaximumSteps} characters");

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

    private double Real(IOperation place, GraphValue value) => value is ConstantValue { Value: { } number } && ConstantArithmetic.IsNumber(number)
        ? ConstantArithmetic.Real(number)
        : throw Unreadable(place, "a symbol goes with a symbol or with a number that is known while compiling");

    /// <summary>A local or a parameter holds a constant in its own type.</summary>
    private GraphValue Typed(IOperation place, ITypeSymbol? type, GraphValue value) => value is ConstantValue { Value: { } constant } && type is not null
        ? new ConstantValue(ConstantArithmetic.Converted(constant, type.SpecialType) ?? throw Unreadable(place, $"{Written(place, value)} is outside of the numbers that {(type.SpecialType is SpecialType.System_Decimal ? "are known" : $"a '{type.ToDisplayString()}' holds")}"))
        : value;
}
