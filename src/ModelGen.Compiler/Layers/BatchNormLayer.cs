using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.BatchNorm;

namespace ModelGen.Compiler.Layers;

internal sealed class BatchNormLayer : Layer
{
    public override string Kind => "BatchNorm";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Real("Momentum", 0.1, 0, 1.0000001, "at least 0 and at most 1", out double momentum)
            || !context.Real("Epsilon", 1e-5, float.Epsilon, 1, "above 0 and below 1", out double epsilon)
            || x.IsUnknown
            || !Accepts.Channels(context, x))
        {
            return LayerContext.Unknown;
        }

        long channels = x.Type.IsImage ? x.Type.Axes[1].Size.Constant : x.Type.Last.Size.Constant;
        Value gain = context.Parameter("Weight", Initial.Ones, channels);
        Value bias = context.Parameter("Bias", Initial.Zeros, channels);
        Value mean = context.Buffer("RunningMean", "running_mean", Initial.Zeros, channels);
        Value variance = context.Buffer("RunningVariance", "running_var", Initial.Ones, channels);
        return context.Builder.Add(new BatchNormOp(epsilon, momentum), context.Name, x, gain, bias, mean, variance, x.Type.HasTime ? context.Mask(x) : null);
    }
}
