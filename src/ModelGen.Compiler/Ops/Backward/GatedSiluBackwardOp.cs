using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of silu(gate) · up. Inputs: dy, [gate | up].</summary>
public sealed class GatedSiluBackwardOp : Op
{
    public override string Name => "gated_silu_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[1]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.GatedSiluBackward(this, node);
}
