using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv1d;

/// <summary>The gradient of a convolution over time with respect to its input. Inputs: dy, weight.</summary>
public sealed partial class Conv1dInputGradientOp(TimeWindows windows, TensorType type) : GradientOp
{
    public TimeWindows Windows { get; } = windows;

    public TensorType Type { get; } = type;

    public override string Name => "conv1d_backward_input";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Type];
}
