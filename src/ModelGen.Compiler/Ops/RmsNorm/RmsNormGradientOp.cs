using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.RmsNorm;

/// <summary>The gradient of root-mean-square norm, plus a residual gradient; adds into gain. Inputs: dy, x, gain, inverse root mean square, residual gradient or null.</summary>
public sealed partial class RmsNormGradientOp : GradientOp
{
    public override bool HasEffect => true;

    public override string Name => "rms_norm_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
