using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of layer norm, plus a residual gradient; adds into gain and bias. Inputs: dy, x, gain, bias, mean, inverse deviation, residual gradient or null.</summary>
public sealed class LayerNormBackwardOp : Op
{
    public override bool HasEffect => true;

    public override string Name => "layer_norm_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.LayerNormBackward(this, node);
}
