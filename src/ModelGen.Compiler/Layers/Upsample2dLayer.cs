using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Upsample;

namespace ModelGen.Compiler.Layers;

internal sealed class Upsample2dLayer : Layer
{
    public override string Kind => "Upsample2d";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("factor", out int factor) || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        (long channels, long height, long width) = (x.Type.Axes[1].Size.Constant, x.Type.Axes[2].Size.Constant, x.Type.Axes[3].Size.Constant);
        return context.Fits("factor", channels, Sizes.Product(height, factor), Sizes.Product(width, factor))
            ? context.Builder.Add(new UpsampleOp(factor), context.Name, x)
            : LayerContext.Unknown;
    }
}
