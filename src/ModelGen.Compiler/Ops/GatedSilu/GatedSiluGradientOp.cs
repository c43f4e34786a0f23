using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GatedSilu;

/// <summary>The gradient of silu(gate) · up. Inputs: dy, [gate | up].</summary>
public sealed partial class GatedSiluGradientOp : GradientOp
{
    public override string Name => "gated_silu_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[1]!.Type;
        Require(x.WithFeatures(x.Last.Size.Constant / 2).Equals(inputs[0]!.Type), inputs);
        return [x];
    }
}
