using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Pad2d;

namespace ModelGen.Compiler.Layers;

internal sealed class Pad2dLayer : Layer
{
    public override string Kind => "Pad2d";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("size", out int size, minimum: 0)
            || !context.Size("Top", out int top, size, minimum: 0)
            || !context.Size("Bottom", out int bottom, size, minimum: 0)
            || !context.Size("Left", out int left, size, minimum: 0)
            || !context.Size("Right", out int right, size, minimum: 0)
            || x.IsUnknown
            || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        var op = new Pad2dOp(top, bottom, left, right);
        (long channels, long height, long width) = op.Padded(x.Type);
        return context.Fits("size", channels, height, width) ? context.Builder.Add(op, context.Name, x) : LayerContext.Unknown;
    }
}
