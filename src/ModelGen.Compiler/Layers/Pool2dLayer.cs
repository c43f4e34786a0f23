using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.WindowPool;

namespace ModelGen.Compiler.Layers;

/// <summary>MaxPool2d and AvgPool2d.</summary>
internal sealed class Pool2dLayer(bool isMax) : Layer
{
    public override string Kind => isMax ? "MaxPool2d" : "AvgPool2d";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!WindowArguments.Pool(context, out WindowArguments window) || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        (long height, long width) = (x.Type.Axes[2].Size.Constant, x.Type.Axes[3].Size.Constant);
        var sizes = new WindowSizes(height, width, window.Kernel, window.Stride, window.Padding);
        return window.Fits(context, "size", x, height, width) && context.Fits("size", x.Type.Axes[1].Size.Constant, sizes.OutHeight, sizes.OutWidth)
            ? context.Builder.Add(new WindowPoolOp(isMax, sizes), context.Name, x)
            : LayerContext.Unknown;
    }
}
