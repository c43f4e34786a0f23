using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>A mean loss that nothing follows, and its gradient with respect to the output, in one pass over the output; the gradient may be written over it. Inputs: those of the loss.</summary>
public sealed partial class LossAndGradientOp(LossOp loss) : GradientOp
{
    public LossOp Loss { get; } = loss;

    public override string Name => Loss.Name + "_both";

    public override string Describe() => Loss.Describe();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Loss.Reduction == Reduction.Mean, inputs);
        return [Loss.InferTypes(inputs)[0], inputs[0]!.Type];
    }

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;
}
