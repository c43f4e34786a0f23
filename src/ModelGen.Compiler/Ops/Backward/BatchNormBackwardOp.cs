using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of batch normalisation, the batch's own statistics included unless they are frozen; adds into gain and bias. Inputs: dy, x, gain, bias, mean, inverse deviation, running mean, mask or null.</summary>
public sealed class BatchNormBackwardOp : Op
{
    public override bool HasEffect => true;

    public override string Name => "batch_norm_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.BatchNormBackward(this, node);
}
