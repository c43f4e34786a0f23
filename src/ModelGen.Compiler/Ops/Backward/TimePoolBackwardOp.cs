using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of a pool over windows of time. Inputs: dy, x (maximum only), mask or null.</summary>
public sealed class TimePoolBackwardOp(bool isMax, TimeWindows windows, TensorType type) : Op
{
    public bool IsMax { get; } = isMax;

    public TimeWindows Windows { get; } = windows;

    public TensorType Type { get; } = type;

    public override string Name => "time_pool_backward";

    public override string Describe() => (IsMax ? "max, " : "mean, ") + Windows;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Type];

    public override void Emit(Emitter emitter, Node node) => emitter.TimePoolBackward(this, node);
}
