using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>max(x, 0) - x · t + log(1 + e^-|x|) of logits x and targets t from 0 to 1.</summary>
public sealed partial class BinaryCrossEntropyOp(Reduction reduction = Reduction.Mean) : LossOp(reduction)
{
    public override string Name => "binary_cross_entropy";

    public override bool TakesProbabilities => true;

    public override string Takes => "[F]";

    public override bool Fits(TensorType output) => base.Fits(output) && output.EndsInFeature && !output.HasTime;
}
