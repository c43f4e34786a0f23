using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.TakeFirst;
using ModelGen.Compiler.Ops.TakeLast;

namespace ModelGen.Compiler.Layers;

/// <summary>TakeFirst and TakeLast.</summary>
internal sealed class TakeLayer(bool first) : Layer
{
    public override string Kind => first ? "TakeFirst" : "TakeLast";

    public override Value Lower(LayerContext context, Value x)
    {
        if (x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        return first
            ? context.Builder.Add(new TakeFirstOp(), context.Name, x, context.Mask(x))
            : context.Builder.Add(new TakeLastOp(), context.Name, x, context.Mask(x));
    }
}
