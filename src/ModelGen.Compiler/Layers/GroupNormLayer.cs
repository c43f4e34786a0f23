using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.GroupNorm;

namespace ModelGen.Compiler.Layers;

internal sealed class GroupNormLayer : Layer
{
    // PyTorch's, and the attribute has no argument for it.
    private const double Epsilon = 1e-5;

    public override string Kind => "GroupNorm";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("groups", out int groups) || x.IsUnknown || !Accepts.Image(context, x))
        {
            return LayerContext.Unknown;
        }

        long channels = x.Type.Axes[1].Size.Constant;
        return context.Divides("groups", groups, "C", channels, blamePrevious: true)
            ? context.Builder.Add(
                new GroupNormOp(groups, Epsilon),
                context.Name,
                x,
                context.Parameter("Weight", Initial.Ones, channels),
                context.Parameter("Bias", Initial.Zeros, channels))
            : LayerContext.Unknown;
    }
}
