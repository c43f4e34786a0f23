using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

/// <summary>The gradient of a transposed convolution with respect to its input: the convolution itself. Inputs: dy, weight.</summary>
public sealed partial class ConvTranspose2dInputGradientOp(ConvolutionSizes sizes) : GradientOp
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override string Name => "conv_transpose2d_backward_input";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType dy, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(dy.IsImageOf(weight.Extent(1), Sizes.Height, Sizes.Width), inputs);
        return [TensorType.Image(weight.Extent(0), Sizes.OutHeight, Sizes.OutWidth)];
    }
}
