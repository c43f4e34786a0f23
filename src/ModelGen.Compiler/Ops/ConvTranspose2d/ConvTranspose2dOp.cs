using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

/// <summary>The transpose of a convolution, plus a bias (Dumoulin and Visin 2016, arXiv:1603.07285, chapter 4). Inputs: x, weight [x's channels, channels, kernel, kernel], bias or null. The sizes are those of the convolution: its filters are x's channels, its image is the result.</summary>
public sealed partial class ConvTranspose2dOp(ConvolutionSizes sizes) : Op
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override string Name => "conv_transpose2d";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType x, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(x.IsImageOf(weight.Extent(0), Sizes.OutHeight, Sizes.OutWidth) && weight.Extent(2) == Sizes.Kernel, inputs);
        return [TensorType.Image(weight.Extent(1), Sizes.Height, Sizes.Width)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        builder.AddNode(new ConvTranspose2dWeightGradientOp(Sizes), "none", outputGradient, x, node.Input(1), node.Inputs[2]);
        return [builder.Add(new ConvTranspose2dInputGradientOp(Sizes), x.GradientName(), outputGradient, node.Input(1)), null, null];
    }

    /// <summary>What the transposed convolution's size arithmetic leaves open.</summary>
    private long OutputPadding(Node node) => Sizes.Height - (((node.Input(0).Type.Axes[2].Size.Constant - 1) * Sizes.Stride) - (2 * Sizes.Padding) + Sizes.Kernel);

    public override Dim Flops(Node node) => node.Input(0).Type.Count * (2 * Sizes.Channels * Sizes.Kernel * Sizes.Kernel);
}
