using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Detach;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Shift;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Compiler.Layers;

/// <content>Shift, Patches and Detach.</content>
internal sealed partial class ShapeOperation
{
    public static IReadOnlyList<Value>? Shift(LayerContext context, Value x)
    {
        if (!ReduceOperation.Numbers(context, x) || AxisArgument.Place(context, x, "axis") is not { } axis)
        {
            return null;
        }

        (long by, double fill) = (context.Spec.Int("n"), context.Spec.Real("fill", 0));
        if (by < 0 && x.Type.Axes[axis].Role == AxisRole.Time && context.Mask(x) is { } mask)
        {
            // What comes before the end is what stands there, not the padding behind it.
            var builder = new ExpressionBuilder();
            (Expression expression, IReadOnlyList<int> inputs) = builder.Build(builder.Input(0).Choose(builder.Input(1), builder.Constant(fill)));
            Value[] all = [mask, x];
            x = context.Builder.Add(new ElementwiseOp(expression), context.Name + "Real", [.. inputs.Select(input => all[input])]);
        }

        return by == 0 ? [x] : [context.Builder.Add(new ShiftOp(axis, by, fill), context.Name, x)];
    }

    /// <summary>[C, H, W] as [H/p, W/p, C, p, p], two axes changing places at a time.</summary>
    public static IReadOnlyList<Value>? Patches(LayerContext context, Value x)
    {
        if (!context.Size("size", out int size) || !Accepts.Image(context, x))
        {
            return null;
        }

        (long channels, long height, long width) = (x.Type.Extent(1), x.Type.Extent(2), x.Type.Extent(3));
        if (!context.Divides("size", size, "Height", height, blamePrevious: true) || !context.Divides("size", size, "Width", width, blamePrevious: true))
        {
            return null;
        }

        (long down, long across) = (height / size, width / size);
        Value parts = context.Builder.Add(new ReshapeOp(TensorType.F32([Axis.Batch, .. new[] { channels, down, size, across, size }.Select(Axis.Plain)])), context.Name + "Parts", x);
        foreach ((int first, int second) in new[] { (1, 2), (2, 4), (3, 4) })
        {
            parts = context.Builder.Add(new TransposeOp(first, second), context.Name + "Parts", parts);
        }

        TensorType type = TensorType.F32(Axis.Batch, new(AxisRole.Time, Dim.Of(down * across), down * across), Axis.Feature(channels * size * size));
        return [context.Builder.Add(new ReshapeOp(type), context.Name, parts)];
    }

    public static IReadOnlyList<Value>? Detach(LayerContext context, Value x) => ReduceOperation.Numbers(context, x) ? [context.Builder.Add(new DetachOp(), context.Name, x)] : null;
}
