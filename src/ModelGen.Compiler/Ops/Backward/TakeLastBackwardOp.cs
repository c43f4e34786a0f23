using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of TakeLast: zero but for the taken step. Inputs: dy, mask or null.</summary>
public sealed class TakeLastBackwardOp(TensorType type) : Op
{
    public TensorType Type { get; } = type;

    public override string Name => "take_last_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Type];

    public override void Emit(Emitter emitter, Node node) => emitter.TakeLastBackward(this, node);
}
