using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Layers;

/// <summary>An axis in parts, each a value.</summary>
internal sealed class SplitOperation : Operation
{
    private static readonly string[] s_sizes = ["first", "second", "third", "fourth", "fifth", "sixth"];

    public override string Kind => "Split";

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        bool isList = context.Spec.Has("sizes");
        long[] sizes = isList ? [.. context.Spec.Ints("sizes")] : [.. s_sizes.Where(context.Spec.Has).Select(name => context.Spec.Int(name))];
        if (AxisArgument.Place(context, x[0], "axis") is not { } axis || !ShapeOperation.Steps(context, x[0], axis, "axis"))
        {
            return null;
        }

        int wrong = System.Array.FindIndex(sizes, size => size < 1);
        if (wrong >= 0)
        {
            return Refuse(context, ErrorId.OutOfRange, isList ? $"sizes[{LayerText.Number(wrong)}]" : s_sizes[wrong], $"A part of 'Split' has at least 1, not {LayerText.Number(sizes[wrong])}");
        }

        Axis whole = x[0].Type.Axes[axis];
        if (!whole.Size.IsConstant || Sizes.Sum(sizes) != whole.Size.Constant)
        {
            return Refuse(context, ErrorId.WindowTooLarge, isList ? "sizes" : s_sizes[sizes.Length - 1], whole.Size.IsConstant
                ? $"The parts of 'Split' are {string.Join(" + ", sizes)} = {LayerText.Number(Sizes.Sum(sizes))}, but {whole} has {LayerText.Number(whole.Size.Constant)}"
                : $"'Split' takes an axis whose size is known, not {whole}");
        }

        var parts = new List<Value>();
        long start = 0;
        foreach (long size in sizes)
        {
            parts.Add(context.Builder.Add(new SliceOp(axis, Dim.Of(start), whole with { Size = Dim.Of(size), Maximum = whole.Maximum == 0 ? 0 : size }), context.Name, x[0]));
            start += size;
        }

        return parts;
    }
}
