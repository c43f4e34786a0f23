using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Position;

namespace ModelGen.Compiler.Layers;

internal sealed class PositionEmbeddingLayer : Layer
{
    public override string Kind => "PositionEmbedding";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Deviation("InitStd", 1, out double deviation) || !context.Size("Offset", out int offset, minimum: 0) || x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        long length = x.Type.Axes[1].Maximum + offset;
        long width = x.Type.Last.Size.Constant;
        if (!context.Fits("", length, width))
        {
            return LayerContext.Unknown;
        }

        Value table = context.Parameter("Weight", Initial.Normal(deviation), length, width);
        return context.Builder.Add(new PositionOp(offset: offset), context.Name, x, table);
    }
}
