using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Slices of a tensor: one range for each axis, <c>x.Slice([0..16, NRange.All])</c>.</summary>
internal static class Ranges
{
    public static Value? Slice(Call call, TensorValue tensor)
    {
        if (call.Argument("ranges") is not { } argument)
        {
            return null;
        }

        IOperation list = argument.Value;
        while (list is IConversionOperation conversion)
        {
            list = conversion.Operand;
        }

        IOperation[] ranges = Lists.IsCollection(list) ? [.. list.ChildOperations] : [];
        if (ranges.Length == 0 || ranges.Any(range => range.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.SpreadElementSyntax))
        {
            return null;
        }

        if (ranges.Length != tensor.Shape.Rank)
        {
            call.Say(ErrorId.TensorReshape, argument, $"{tensor.Shape} has {Mend.Axes(tensor.Shape.Rank)}: give a range for each, not {Mend.Number(ranges.Length)}", tensor.Made);
            return null;
        }

        for (int axis = 0; axis < ranges.Length; axis++)
        {
            if (End(ranges[axis]) is { IsNumber: true } end && tensor.Shape[axis].IsBelow(end))
            {
                call.Say(ErrorId.TensorReshape, argument, $"Axis {Mend.Number(axis)} of {tensor.Shape} ends at {tensor.Shape[axis]}, so nothing can be taken up to {end}", tensor.Made);
                return null;
            }
        }

        Shape part = new(ranges.Select((range, axis) => Length(range, tensor.Shape[axis])));
        return new TensorValue(part, default, call.Operation.Syntax, Layout: Layouts.Sliced(tensor, part));
    }

    /// <summary>Where a range ends, counted from the start; not known of one that is counted from the end.</summary>
    private static Size End(IOperation range)
    {
        while (range is IConversionOperation conversion)
        {
            range = conversion.Operand;
        }

        return range is IRangeOperation { RightOperand: { } end } ? Place(end, Size.Unknown, Size.Unknown) : Size.Unknown;
    }

    /// <summary>How many of an axis, or of the elements of an array, a range takes.</summary>
    public static Size Length(IOperation range, Size whole)
    {
        while (range is IConversionOperation conversion)
        {
            range = conversion.Operand;
        }

        return range switch
        {
            IPropertyReferenceOperation { Property.Name: "All" } => whole,
            IRangeOperation pair when Place(pair.LeftOperand, Size.Of(0), whole) is var start && Place(pair.RightOperand, whole, whole) is var end => end - start,
            _ => Size.Unknown,
        };
    }

    /// <summary>The end of a range, counted from the start: <c>16</c>, or <c>^1</c> of an axis of known size.</summary>
    private static Size Place(IOperation? operand, Size absent, Size whole)
    {
        while (operand is IConversionOperation conversion)
        {
            operand = conversion.Operand;
        }

        return operand switch
        {
            null => absent,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat => whole - Number(hat.Operand),
            _ => Number(operand),
        };
    }

    private static Size Number(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: int number } ? Size.Of(number) : Size.Unknown;
}
