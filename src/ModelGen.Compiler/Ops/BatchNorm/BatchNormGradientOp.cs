using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchNorm;

/// <summary>The gradient of batch normalisation, the batch's own statistics included unless they are frozen; adds into gain and bias. Inputs: dy, x, gain, bias, mean, inverse deviation, running mean, mask or null.</summary>
public sealed partial class BatchNormGradientOp : GradientOp
{
    public override bool HasEffect => true;

    public override string Name => "batch_norm_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
