using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GatedSilu;

/// <summary>The gradient of silu(gate) · up. Inputs: dy, [gate | up].</summary>
public sealed partial class GatedSiluGradientOp : GradientOp
{
    public override string Name => "gated_silu_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[1]!.Type];
}
