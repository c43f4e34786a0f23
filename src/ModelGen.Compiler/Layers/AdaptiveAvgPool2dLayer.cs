using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.WindowPool;

namespace ModelGen.Compiler.Layers;

/// <summary>Means over windows that are spread evenly: a pool where they are squares side by side, otherwise means of rows, then of columns.</summary>
internal sealed class AdaptiveAvgPool2dLayer : Layer
{
    public override string Kind => "AdaptiveAvgPool2d";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("height", out int height) || !context.Size("Width", out int width, otherwise: height) || x.IsUnknown || !Accepts.Image(context, x) || !context.Fits("height", x.Type.Extent(1), height, width))
        {
            return LayerContext.Unknown;
        }

        (long rows, long columns) = (x.Type.Extent(2), x.Type.Extent(3));
        return rows % height == 0 && columns % width == 0 && rows / height == columns / width
            ? context.Builder.Add(new WindowPoolOp(isMax: false, new WindowSizes(rows, columns, rows / height, rows / height, 0)), context.Name, x)
            : Means(context, Means(context, x, 2, height), 3, width);
    }

    private static Value Means(LayerContext context, Value x, int axis, long count)
    {
        Axis whole = x.Type.Axes[axis], means = whole with { Size = Dim.Of(count) };
        long size = whole.Size.Constant;
        if (size == count)
        {
            return x;
        }

        if (size % count == 0)
        {
            Value apart = context.Builder.Add(new ReshapeOp(With(x.Type, axis, means, Axis.Plain(size / count))), context.Name + "Windows", x);
            return context.Builder.Add(new ReduceOp(ReduceKind.Mean, axis + 1, 1), context.Name, apart, null);
        }

        var windows = new List<Value>();
        for (long i = 0; i < count; i++)
        {
            long start = i * size / count, end = (((i + 1) * size) + count - 1) / count;
            Value part = context.Builder.Add(new SliceOp(axis, Dim.Of(start), whole with { Size = Dim.Of(end - start) }), context.Name + "Window", x);
            Value mean = context.Builder.Add(new ReduceOp(ReduceKind.Mean, axis, 1), context.Name + "Mean", part, null);
            windows.Add(context.Builder.Add(new ReshapeOp(With(x.Type, axis, whole with { Size = Dim.Of(1) })), context.Name + "Row", mean));
        }

        return windows.Count == 1 ? windows[0] : context.Builder.Add(new ConcatenateOp(axis), context.Name, [.. windows]);
    }

    private static TensorType With(TensorType type, int axis, params Axis[] instead) => new(type.DType, new([.. type.Axes.Take(axis), .. instead, .. type.Axes.Skip(axis + 1)]));
}
