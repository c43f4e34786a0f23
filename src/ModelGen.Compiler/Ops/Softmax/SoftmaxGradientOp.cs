using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Softmax;

/// <summary>dx = y ⊙ (dy - Σ dy ⊙ y). Inputs: dy, y.</summary>
public sealed partial class SoftmaxGradientOp : GradientOp
{
    public override int MayOverwrite => 0;

    public override string Name => "softmax_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
