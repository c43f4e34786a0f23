using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.CumulativeSum;
using ModelGen.Compiler.Ops.Flip;
using ModelGen.Compiler.Ops.Gather;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.Tile;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Compiler.Layers;

/// <summary>What moves numbers and changes none: Transpose, Slice, Split, Tile, Flip, Squeeze; and running sums.</summary>
internal sealed partial class ShapeOperation(string kind, Func<LayerContext, Value, IReadOnlyList<Value>?> lower) : Operation
{
    public override string Kind => kind;

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x) => lower(context, x[0]);

    public static IReadOnlyList<Value>? Transpose(LayerContext context, Value x)
    {
        if (AxisArgument.Place(context, x, "a") is not { } a || AxisArgument.Place(context, x, "b") is not { } b)
        {
            return null;
        }

        return a == b ? [x] : Steps(context, x, a, "a") && Steps(context, x, b, "b") ? [context.Builder.Add(new TransposeOp(Math.Min(a, b), Math.Max(a, b)), context.Name, x)] : null;
    }

    public static IReadOnlyList<Value>? Slice(LayerContext context, Value x)
    {
        if (AxisArgument.Place(context, x, "axis") is not { } axis || !Steps(context, x, axis, "axis") || !context.Size("start", out int start, minimum: 0) || !context.Size("length", out int length))
        {
            return null;
        }

        Axis whole = x.Type.Axes[axis];
        if (!whole.Size.IsConstant || start + (long)length > whole.Size.Constant)
        {
            context.Fail(
                ErrorId.WindowTooLarge,
                "length",
                whole.Size.IsConstant
                    ? $"'Slice' takes {LayerText.Number(start)} to {LayerText.Number(start + (long)length - 1)} of {whole}, which ends at {LayerText.Number(whole.Size.Constant - 1)}"
                    : $"'Slice' takes a part of an axis whose size is known, not of {whole}");
            return null;
        }

        return [context.Builder.Add(new SliceOp(axis, Dim.Of(start), whole with { Size = Dim.Of(length), Maximum = whole.Maximum == 0 ? 0 : length }), context.Name, x)];
    }

    public static IReadOnlyList<Value>? Tile(LayerContext context, Value x) => AxisArgument.Place(context, x, "axis") is { } axis && Steps(context, x, axis, "axis") && context.Size("n", out int times)
        ? [context.Builder.Add(new TileOp(axis, times), context.Name, x)]
        : null;

    /// <summary>From the end to the begin; of a padded sequence the real steps change places with each other, and padding stays where it is.</summary>
    public static IReadOnlyList<Value>? Flip(LayerContext context, Value x)
    {
        if (!ReduceOperation.Numbers(context, x) || AxisArgument.Place(context, x, "axis") is not { } axis)
        {
            return null;
        }

        if (axis != 1 || RealSteps.Of(context, x, axis) is not { } real)
        {
            return Steps(context, x, axis, "axis") ? [context.Builder.Add(new FlipOp(axis), context.Name, x)] : null;
        }

        Value flipped = context.Builder.Add(new GatherOp(), context.Name, x, Formulas.Mirrored(context.Builder, context.Name, real));
        flipped.Mask = x.Mask;
        return [flipped];
    }

    public static IReadOnlyList<Value>? CumSum(LayerContext context, Value x) => ReduceOperation.Numbers(context, x) && AxisArgument.Place(context, x, "axis") is { } axis
        ? [Formulas.Along(context.Builder, context.Name, x, value =>
            context.Builder.Add(new CumulativeSumOp(axis), context.Name, RealSteps.Of(context, x, axis, value.Type.Axes[axis]) is { } real ? RealSteps.Hide(context, value, real) : value))]
        : null;

    /// <summary>Without its axes of size 1.</summary>
    public static IReadOnlyList<Value>? Squeeze(LayerContext context, Value x) =>
        [context.Builder.Add(new ReshapeOp(new(x.Type.DType, new([x.Type.Axes[0], .. x.Type.Example.Where(axis => !axis.Size.Equals(Dim.Of(1)))]))), context.Name, x)];

    // Steps of padding lie behind the real ones, and would not any more.
    public static bool Steps(LayerContext context, Value x, int axis, string argument)
    {
        if (x.Type.DType == DType.F32 && !(x.Type.Axes[axis].Role == AxisRole.Time && x.Mask is not null))
        {
            return true;
        }

        context.Fail(ErrorId.WrongInput, argument, x.Type.DType == DType.F32
            ? $"'{context.Spec.Kind}' moves steps, and {x.Type.ExampleText} may have padding behind its real ones: {(context.Spec.Kind == "Transpose" ? "Attention and AttentionWeights multiply two sequences and hide padding; otherwise pool over time first, or leave" : "leave")} Padding out of the input"
            : $"'{context.Spec.Kind}' gets {x.Type.ExampleText}: it is for numbers");
        return false;
    }
}
