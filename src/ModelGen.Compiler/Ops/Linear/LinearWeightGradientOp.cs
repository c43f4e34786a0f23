using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Linear;

/// <summary>Adds dyᵀ · x into the weight's gradient and the column sums of dy into the bias's. Inputs: dy, x, weight, bias or null.</summary>
public sealed partial class LinearWeightGradientOp : GradientOp
{
    public override bool HasEffect => true;

    public override Dim Flops(Node node) => node.Input(0).Type.Count * node.Input(1).Type.Last.Size * 2;

    public override string Name => "linear_backward_weight";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
