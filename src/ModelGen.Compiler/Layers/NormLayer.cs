using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.LayerNorm;
using ModelGen.Compiler.Ops.RmsNorm;

namespace ModelGen.Compiler.Layers;

/// <summary>LayerNorm and RmsNorm: over the last axis, with a gain and, for LayerNorm, a bias.</summary>
internal sealed class NormLayer(string kind) : Layer
{
    public override string Kind => kind;

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Real("Epsilon", 1e-5, float.Epsilon, 1, "above 0 and below 1", out double epsilon)
            || !context.Real("Offset", 0, 0, 2, "0 or 1", out double offset)
            || x.IsUnknown
            || !Accepts.Features(context, x))
        {
            return LayerContext.Unknown;
        }

        long width = x.Type.Last.Size.Constant;
        Value gain = context.Declare(["Weight"], "weight", Initial.Ones, [width], offset: offset);
        return kind == "LayerNorm"
            ? context.Builder.Add(new LayerNormOp(epsilon), context.Name, x, gain, context.Parameter("Bias", Initial.Zeros, width))
            : context.Builder.Add(new RmsNormOp(epsilon), context.Name, x, gain);
    }
}
