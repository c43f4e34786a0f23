using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

/// <summary>Adds into the gradients of a transposed convolution's filters and biases. Inputs: dy, x, weight, bias or null.</summary>
public sealed partial class ConvTranspose1dWeightGradientOp(TimeWindows windows) : GradientOp
{
    public TimeWindows Windows { get; } = windows;

    public override bool HasEffect => true;

    public override string Name => "conv_transpose1d_backward_weight";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
