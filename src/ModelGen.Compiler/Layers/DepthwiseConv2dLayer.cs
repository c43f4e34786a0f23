using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Conv2d;

namespace ModelGen.Compiler.Layers;

/// <summary>A convolution in as many groups as there are channels.</summary>
internal sealed class DepthwiseConv2dLayer : Layer
{
    public override string Kind => "DepthwiseConv2d";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("Multiplier", out int multiplier, otherwise: 1) || !WindowArguments.Windows2d(context, multiplier, 1, out WindowArguments window) || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        long channels = x.Type.Extent(1);
        return context.Fits("Multiplier", channels, multiplier)
            ? Conv2dLayer.Convolve(context, x, window with { Filters = Sizes.Product(channels, multiplier), Groups = channels }, "Multiplier")
            : LayerContext.Unknown;
    }
}
