using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

/// <summary>Adds into the gradients of a transposed convolution's filters and biases. Inputs: dy, x, weight, bias or null.</summary>
public sealed partial class ConvTranspose2dWeightGradientOp(ConvolutionSizes sizes) : GradientOp
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override bool HasEffect => true;

    public override string Name => "conv_transpose2d_backward_weight";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
