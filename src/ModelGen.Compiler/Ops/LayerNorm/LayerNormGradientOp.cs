using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LayerNorm;

/// <summary>The gradient of layer norm, plus a residual gradient; adds into gain and bias. Inputs: dy, x, gain, bias, mean, inverse deviation, residual gradient or null.</summary>
public sealed partial class LayerNormGradientOp : GradientOp
{
    public override bool HasEffect => true;

    public override string Name => "layer_norm_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
