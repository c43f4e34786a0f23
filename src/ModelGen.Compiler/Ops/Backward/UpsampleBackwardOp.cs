using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The sum of each square of the gradient that one pixel was repeated to.</summary>
public sealed class UpsampleBackwardOp(long factor, TensorType type) : Op
{
    public long Factor { get; } = factor;

    public TensorType Type { get; } = type;

    public override string Name => "upsample_backward";

    public override string Describe() => $"factor = {Factor}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Type];

    public override void Emit(Emitter emitter, Node node) => emitter.UpsampleBackward(this, node);
}
