using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.GlobalPool;

namespace ModelGen.Compiler.Layers;

/// <summary>GlobalMaxPool and GlobalAveragePool: over time or over space.</summary>
internal sealed class GlobalPoolLayer(bool isMax) : Layer
{
    public override string Kind => isMax ? "GlobalMaxPool" : "GlobalAveragePool";

    public override Value Lower(LayerContext context, Value x)
    {
        if (x.IsUnknown)
        {
            return x;
        }

        if (x.Type.IsImage)
        {
            return context.Builder.Add(new GlobalPoolOp(isMax), context.Name, x, null);
        }

        return x.Type is { DType: DType.F32, HasTime: false }
            ? context.RefuseInput(x, "it needs a sequence [T, F] or an image [C, H, W]")
            : Accepts.Sequence(context, x)
            ? context.Builder.Add(new GlobalPoolOp(isMax), context.Name, x, context.Mask(x))
            : LayerContext.Unknown;
    }
}
