using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv1d;

/// <summary>Adds into the gradients of a convolution over time. Inputs: dy, x, weight, bias or null, mask or null.</summary>
public sealed partial class Conv1dWeightGradientOp(TimeWindows windows) : GradientOp
{
    public TimeWindows Windows { get; } = windows;

    public override bool HasEffect => true;

    public override string Name => "conv1d_backward_weight";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
