using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

/// <summary>The gradient of a transposed convolution with respect to its input: the convolution itself. Inputs: dy, weight.</summary>
public sealed partial class ConvTranspose2dInputGradientOp(ConvolutionSizes sizes) : GradientOp
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override string Name => "conv_transpose2d_backward_input";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.Image(Sizes.Filters, Sizes.OutHeight, Sizes.OutWidth)];
}
