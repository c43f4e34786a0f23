using System.Linq;
using ModelGen.Analyzers.DataEdges.Values;
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

        if (call.Value("ranges") is not ListValue { Each.Count: > 0 } list || list.Length != Size.Of(list.Each.Count))
        {
            return null;
        }

        RangeValue?[] ranges = [.. list.Each.Select(slot => slot.Value as RangeValue)];
        if (ranges.Length != tensor.Shape.Rank)
        {
            call.Say(ErrorId.TensorReshape, argument, $"{tensor.Shape} has {Mend.Axes(tensor.Shape.Rank)}: give a range for each, not {Mend.Number(ranges.Length)}", tensor.Made);
            return null;
        }

        for (int axis = 0; axis < ranges.Length; axis++)
        {
            if (ranges[axis]?.End is NumberValue { Size: { IsNumber: true } end } && tensor.Shape[axis].IsBelow(end))
            {
                call.Say(ErrorId.TensorReshape, argument, $"Axis {Mend.Number(axis)} of {tensor.Shape} ends at {tensor.Shape[axis]}, so nothing can be taken up to {end}", tensor.Made);
                return null;
            }
        }

        Shape part = new(ranges.Select((range, axis) => range?.Length(tensor.Shape[axis]) ?? Size.Unknown));
        return new TensorValue(part, default, call.Operation.Syntax, Layout: Layouts.Sliced(tensor, part));
    }
}
