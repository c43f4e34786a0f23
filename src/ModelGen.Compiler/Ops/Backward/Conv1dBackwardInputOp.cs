using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of a convolution over time with respect to its input. Inputs: dy, weight, mask or null.</summary>
public sealed class Conv1dBackwardInputOp(TimeWindows windows, TensorType type) : Op
{
    public TimeWindows Windows { get; } = windows;

    public TensorType Type { get; } = type;

    public override string Name => "conv1d_backward_input";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Type];

    public override void Emit(Emitter emitter, Node node) => emitter.Conv1dBackwardInput(this, node);
}
