using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Operations;
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
        "Transpose" when tensor.Shape.Rank < 2 => Refuse(call, call.Argument("tensor")!, $"Transpose swaps the last two axes, and {tensor.Shape} has {Mend.Axes(tensor.Shape.Rank)}", tensor),
        "Transpose" => Permuted(tensor, [.. Enumerable.Range(0, tensor.Shape.Rank - 2), tensor.Shape.Rank - 1, tensor.Shape.Rank - 2]),
        "PermuteDimensions" when call.Value("dimensions") is ListValue { Items.Count: > 0 } order && order.Items.All(item => item.Value.IsNumber && item.Value.Offset is >= 0 and < 64) =>
            Permuted(tensor, [.. order.Items.Select(item => (int)item.Value.Offset)])
            ?? Refuse(call, call.Argument("dimensions")!, $"The order of the axes of {tensor.Shape} must have each of 0 to {Mend.Number(tensor.Shape.Rank - 1)} once", tensor),
        _ => null,
    };

    /// <summary>Methods of tensors and spans.</summary>
    public static Value? Instance(Call call) => (call.Instance, call.Method!.Name) switch
    {
        (TensorValue tensor, "ToDenseTensor") => tensor with { Layout = Layout.Dense },
        (TensorValue tensor, "AsTensorSpan" or "AsReadOnlyTensorSpan") when call.Arguments.Length == 0 => tensor,
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
            Turns? turns = tensor.Shape.Turns ?? shape.Turns;
            call.Say(ErrorId.TensorReshape, lengths, $"{tensor.Shape} cannot become {shape}: it has {Mend.Values(tensor.Shape.Count)}, not {shape.Count}{(turns is null ? "" : ": " + turns.Why)}", tensor.Made,
                () => EdgeMends.Lengths(lengths, shape, tensor.Shape.Count), turns);
            return null;
        }

        if (Layouts.Refusal(call.Method!.ReturnType, tensor with { Shape = tensor.Shape.Plain }, shape.Plain) is { } refusal)
        {
            IArgumentOperation receiver = call.Argument("tensor")!;
            return Refuse(call, receiver, $"{tensor.Shape} cannot become {shape} by Reshape, {refusal.Why}: call {refusal.Call} first", tensor,
                () => [new EdgeMend("Receiver", $"Call {refusal.Call} first", receiver.Value.Syntax, $"{receiver.Value.Syntax}.{refusal.Call}")]);
        }

        return new TensorValue(shape, tensor.Items, call.Operation.Syntax, Layout: tensor.Layout == Layout.Dense ? Layout.Dense : Layout.Unknown);
    }

    private static TensorValue? Refuse(Call call, IArgumentOperation at, string message, TensorValue tensor, System.Func<IReadOnlyList<EdgeMend>>? mends = null)
    {
        call.Say(ErrorId.TensorReshape, at, message, tensor.Made, mends);
        return null;
    }

    // Whether an axis of unknown size goes is not known, so neither is what remains.
    private static TensorValue? Squeeze(TensorValue tensor) =>
        tensor.Shape.Axes.All(axis => axis.IsNumber) ? tensor with { Shape = new Shape(tensor.Shape.Axes.Where(axis => axis != Size.Of(1))) } : null;

    private static TensorValue? SqueezeDimension(Call call, TensorValue tensor)
    {
        if (Axis(call, tensor, tensor.Shape.Rank) is not { } axis)
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
        Axis(call, tensor, tensor.Shape.Rank + 1) is { } axis ? tensor with { Shape = tensor.Shape.Insert(axis, Size.Of(1)) } : null;

    private static TensorValue? Permuted(TensorValue tensor, int[] order) =>
        tensor.Shape.Permute(order) is { } shape ? new TensorValue(shape, default, tensor.Made, Layout: Layouts.Permuted(tensor, order)) : null;

    private static int? Axis(Call call, TensorValue tensor, int rank) =>
        call.Number("dimension") is { IsNumber: true, Offset: >= 0 and < 64 } axis && Has(call, tensor.Shape, (int)axis.Offset, rank) ? (int)axis.Offset : null;

    /// <summary>Whether there is such an axis, or place for one; says it where there is none.</summary>
    public static bool Has(Call call, Shape shape, int axis, int rank)
    {
        if (axis >= rank && call.Argument("dimension") is { } dimension)
        {
            call.Say(ErrorId.TensorReshape, dimension, $"{shape} has no {(rank > shape.Rank ? "place for an axis" : "axis")} {Mend.Number(axis)}: the last is {Mend.Number(rank - 1)}");
        }

        return axis < rank;
    }
}
