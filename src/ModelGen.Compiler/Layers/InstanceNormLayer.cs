using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.GroupNorm;

namespace ModelGen.Compiler.Layers;

/// <summary>A group norm of one channel in each group, or the same without gain and bias.</summary>
internal sealed class InstanceNormLayer : Layer
{
    public override string Kind => "InstanceNorm";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Real("Epsilon", 1e-5, float.Epsilon, 1, "above 0 and below 1", out double epsilon) || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        long channels = x.Type.Extent(1);
        return context.Spec.Bool("Affine")
            ? context.Builder.Add(new GroupNormOp(channels, epsilon), context.Name, x, context.Parameter("Weight", Initial.Ones, channels), context.Parameter("Bias", Initial.Zeros, channels))
            : Formulas.Standardize(context.Builder, context.Name, x, [2, 3], epsilon);
    }
}
