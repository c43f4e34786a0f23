using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>dx = dy - exp(y) Σ dy. Inputs: dy, y.</summary>
public sealed class LogSoftmaxBackwardOp : Op
{
    public override int MayOverwrite => 0;

    public override string Name => "log_softmax_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.LogSoftmaxBackward(this, node);
}
