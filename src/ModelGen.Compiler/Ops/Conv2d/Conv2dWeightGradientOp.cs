using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv2d;

/// <summary>Adds into the gradients of a convolution's filters and biases. Inputs: dy, x, weight, bias or null.</summary>
public sealed partial class Conv2dWeightGradientOp(ConvolutionSizes sizes) : GradientOp
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override bool HasEffect => true;

    public override string Name => "conv2d_backward_weight";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
