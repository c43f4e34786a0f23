using System.Linq;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Functions that give a tensor another shape. Elements keep their order except where axes change places.</summary>
internal static class TensorFunctions
{
    /// <summary>Functions of the static class, mostly written as if they were the tensor's own.</summary>
    public static Value? Evaluate(Call call) => TensorJoins.Evaluate(call) ?? (call.Value("tensor") is TensorValue tensor ? Reshaped(call, tensor) : TensorAlgebra.Function(call));

    private static Value? Reshaped(Call call, TensorValue tensor) => call.Method!.Name switch
    {
        "Reshape" => Reshape(call, tensor),
        "Squeeze" => Squeeze(tensor),
        "SqueezeDimension" => SqueezeDimension(call, tensor),
        "Unsqueeze" => Unsqueeze(call, tensor),
        "Transpose" when tensor.Shape.Rank >= 2 => Permuted(tensor, [.. Enumerable.Range(0, tensor.Shape.Rank - 2), tensor.Shape.Rank - 1, tensor.Shape.Rank - 2]),
        "PermuteDimensions" when call.Value("dimensions") is ListValue { Items.Count: > 0 } order && order.Items.All(item => item.Value.IsNumber && item.Value.Offset is >= 0 and < 64) =>
            Permuted(tensor, [.. order.Items.Select(item => (int)item.Value.Offset)]),
        _ => null,
    };

    /// <summary>Methods of tensors and spans.</summary>
    public static Value? Instance(Call call) => (call.Instance, call.Method!.Name) switch
    {
        (TensorValue tensor, "AsTensorSpan" or "AsReadOnlyTensorSpan" or "ToDenseTensor") when call.Arguments.Length == 0 => tensor,
        (TensorValue tensor, "Slice" or "AsTensorSpan" or "AsReadOnlyTensorSpan") => Ranges.Slice(call, tensor),
        _ => null,
    };

    private static TensorValue? Reshape(Call call, TensorValue tensor)
    {
        if (call.Argument("lengths") is not { } lengths || call.Value("lengths") is not ListValue { Items.Count: > 0 } sizes)
        {
            return null;
        }

        if (sizes.Items.Any(item => item.Value.IsNumber && item.Value.Offset < 0))
        {
            return new TensorValue(new Shape(sizes.Items.Select(item => item.Value.IsNumber && item.Value.Offset < 0 ? Size.Unknown : item.Value)), tensor.Items, call.Operation.Syntax);
        }

        Shape shape = new(sizes.Items.Select(item => item.Value));
        if (tensor.Shape.Count.Differs(shape.Count))
        {
            call.Say(ErrorId.TensorReshape, lengths, $"{tensor.Shape} cannot become {shape}: it has {Mend.Values(tensor.Shape.Count)}, not {shape.Count}", tensor.Made,
                () => EdgeMends.Lengths(lengths, shape, tensor.Shape.Count));
            return null;
        }

        return new TensorValue(shape, tensor.Items, call.Operation.Syntax);
    }

    // Whether an axis of unknown size goes is not known, so neither is what remains.
    private static TensorValue? Squeeze(TensorValue tensor) =>
        tensor.Shape.Axes.All(axis => axis.IsNumber) ? tensor with { Shape = new Shape(tensor.Shape.Axes.Where(axis => axis != Size.Of(1))) } : null;

    private static TensorValue? SqueezeDimension(Call call, TensorValue tensor)
    {
        if (Axis(call, tensor.Shape.Rank) is not { } axis)
        {
            return null;
        }

        if (tensor.Shape[axis].Differs(Size.Of(1)))
        {
            call.Say(ErrorId.TensorReshape, call.Argument("dimension")!, $"Only an axis of 1 can be squeezed out of {tensor.Shape}: axis {axis} is {tensor.Shape[axis]}", tensor.Made);
            return null;
        }

        return tensor with { Shape = tensor.Shape.RemoveAt(axis) };
    }

    private static TensorValue? Unsqueeze(Call call, TensorValue tensor) =>
        Axis(call, tensor.Shape.Rank + 1) is { } axis ? tensor with { Shape = tensor.Shape.Insert(axis, Size.Of(1)) } : null;

    private static TensorValue? Permuted(TensorValue tensor, int[] order) =>
        tensor.Shape.Permute(order) is { } shape ? new TensorValue(shape, default, tensor.Made) : null;

    private static int? Axis(Call call, int rank) =>
        call.Number("dimension") is { IsNumber: true } axis && axis.Offset >= 0 && axis.Offset < rank ? (int)axis.Offset : null;
}
