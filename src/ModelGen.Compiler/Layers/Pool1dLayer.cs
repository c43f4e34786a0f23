using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.TimePool;

namespace ModelGen.Compiler.Layers;

/// <summary>MaxPool1d and AvgPool1d.</summary>
internal sealed class Pool1dLayer(bool isMax) : Layer
{
    public override string Kind => isMax ? "MaxPool1d" : "AvgPool1d";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!WindowArguments.Pool(context, out WindowArguments window)
            || x.IsUnknown
            || !Accepts.Sequence(context, x)
            || !window.Fits(context, "size", x, x.Type.Axes[1].Maximum))
        {
            return LayerContext.Unknown;
        }

        (TimeWindows windows, Axis steps) = window.OverTime(context, x);
        return context.Builder.Add(new TimePoolOp(isMax, windows, steps), context.Name, x, context.Mask(x));
    }
}
