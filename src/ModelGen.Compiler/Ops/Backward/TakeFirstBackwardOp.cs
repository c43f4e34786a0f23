using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of TakeFirst: zero but for the taken step.</summary>
public sealed class TakeFirstBackwardOp(TensorType type) : Op
{
    public TensorType Type { get; } = type;

    public override string Name => "take_first_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Type];

    public override void Emit(Emitter emitter, Node node) => emitter.TakeFirstBackward(this, node);
}
