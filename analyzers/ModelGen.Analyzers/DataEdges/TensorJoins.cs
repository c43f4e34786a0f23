using System.Collections.Generic;
using System.Linq;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Several tensors as one, along an axis that is there (<c>Concatenate</c>) or a new one (<c>Stack</c>), and one as several (<c>Split</c>).</summary>
internal static class TensorJoins
{
    public static Value? Evaluate(Call call) => call.Method!.Name switch
    {
        "Concatenate" => Concatenate(call, 0),
        "ConcatenateOnDimension" when call.Number("dimension") is { IsNumber: true, Offset: >= 0 and < 64 } axis => Concatenate(call, (int)axis.Offset),
        "Stack" => Stack(call, 0),
        "StackAlongDimension" when call.Number("dimension") is { IsNumber: true, Offset: >= 0 and < 64 } axis => Stack(call, (int)axis.Offset),
        "Split" => Split(call),
        _ => null,
    };

    private static TensorValue? Concatenate(Call call, int axis)
    {
        if (Parts(call) is not { } parts || !TensorFunctions.Has(call, parts.Shapes[0], axis, parts.Shapes[0].Rank) || parts.Shapes.Any(shape => shape.Rank <= axis))
        {
            return null;
        }

        Size sum = parts.AreAll ? parts.Shapes.Select(shape => shape[axis]).Aggregate((a, b) => a + b) : parts.Count * parts.Shapes[0][axis];
        return Same(call, parts.Shapes, axis) is { } shape ? new TensorValue(shape.With(axis, sum), default, call.Operation.Syntax, Layout: Layout.Dense) : null;
    }

    private static TensorValue? Stack(Call call, int axis) =>
        Parts(call) is { } parts && TensorFunctions.Has(call, parts.Shapes[0], axis, parts.Shapes[0].Rank + 1) && Same(call, parts.Shapes, -1) is { } shape
            ? new TensorValue(shape.Insert(axis, parts.Count), default, call.Operation.Syntax, Layout: Layout.Dense) : null;

    private static ListValue? Split(Call call)
    {
        if (call.Value("tensor") is not TensorValue { Shape: var shape } || call.Number("splitCount") is not { IsNumber: true, Offset: > 0 } count
            || call.Number("dimension") is not { IsNumber: true, Offset: >= 0 } axis || axis.Offset >= shape.Rank)
        {
            return null;
        }

        Size whole = shape[(int)axis.Offset];
        if (whole.IsNumber && whole.Offset % count.Offset != 0)
        {
            call.Say(ErrorId.TensorReshape, call.Argument("splitCount")!, $"{shape} cannot be split into {count} parts: axis {axis} is {whole}, which {count} does not divide");
            return null;
        }

        Size part = whole.IsNumber ? Size.Of(whole.Offset / count.Offset) : Size.Unknown;
        return new ListValue(count, default, IsWrittenOut: false, call.Operation.Syntax, new TensorValue(shape.With((int)axis.Offset, part), default, call.Operation.Syntax));
    }

    /// <summary>The shapes that are joined: each of them, or the one that all have.</summary>
    private static (Shape[] Shapes, Size Count, bool AreAll)? Parts(Call call) =>
        call.Value("tensors") is not ListValue list ? null
        : list.Each.Count > 0 && list.Length == Size.Of(list.Each.Count) && list.Each.All(slot => slot.Value is TensorValue) ? ([.. list.Each.Select(slot => ((TensorValue)slot.Value!).Shape)], list.Length, true)
        : list.One is TensorValue { Shape: var shape } ? ([shape], list.Length, false)
        : null;

    /// <summary>What the shapes agree on beside one axis; null where they certainly do not.</summary>
    private static Shape? Same(Call call, IReadOnlyList<Shape> shapes, int axis)
    {
        Shape all = shapes[0];
        foreach (Shape shape in shapes.Skip(1))
        {
            int wrong = shape.Rank != all.Rank ? -1 : Enumerable.Range(0, all.Rank).Cast<int?>().FirstOrDefault(i => i != axis && all[i!.Value].Differs(shape[i.Value])) ?? -2;
            if (wrong != -2)
            {
                string why = wrong < 0 ? $"one has {all.Rank} axes, the other {shape.Rank}" : $"axis {wrong} is {all[wrong]} and {shape[wrong]}";
                call.Say(ErrorId.TensorReshape, call.Argument("tensors")!, $"{all} and {shape} do not go together in {call.Name}: {why}");
                return null;
            }

            all = new Shape(all.Axes.Zip(shape.Axes, (a, b) => a.IsNumber ? a : b.IsNumber ? b : Size.Join(a, b)));
        }

        return all;
    }
}
