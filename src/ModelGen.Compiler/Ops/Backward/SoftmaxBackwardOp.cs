using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>dx = y ⊙ (dy - Σ dy ⊙ y). Inputs: dy, y.</summary>
public sealed class SoftmaxBackwardOp : Op
{
    public override int MayOverwrite => 0;

    public override string Name => "softmax_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.SoftmaxBackward(this, node);
}
