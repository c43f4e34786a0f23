using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

/// <summary>
/// The transpose of a convolution over time, plus a bias (Dumoulin and Visin 2016, arXiv:1603.07285, chapter 4). Inputs: x [B, T, F], weight [F, channels, kernel], bias or null. The windows are those of the
/// convolution: its filters are x's features, its sequence is the result.
/// </summary>
public sealed partial class ConvTranspose1dOp(TimeWindows windows, long outputPadding, Axis steps) : Op
{
    public TimeWindows Windows { get; } = windows;

    /// <summary>What the size arithmetic leaves open.</summary>
    public long OutputPadding { get; } = outputPadding;

    /// <summary>Of the result.</summary>
    public Axis Steps { get; } = steps;

    public override string Name => "conv_transpose1d";

    public override string Describe() => Windows + (OutputPadding == 0 ? "" : $", output padding = {OutputPadding}");

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType x, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(x.HasTime && Steps.Maximum == ((x.Axes[1].Maximum - 1) * Windows.Stride) - (2 * Windows.Padding) + Windows.Kernel + OutputPadding && x.Last.Size.Constant == weight.Extent(0) && weight.Extent(2) == Windows.Kernel, inputs);
        return [TensorType.F32(x.Axes[0], Steps, Axis.Feature(weight.Extent(1)))];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        builder.AddNode(new ConvTranspose1dWeightGradientOp(Windows), "none", outputGradient, x, node.Input(1), node.Inputs[2]);
        return [builder.Add(new ConvTranspose1dInputGradientOp(Windows, x.Type.Axes[1], Steps), x.GradientName(), outputGradient, node.Input(1)), null, null];
    }

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;

    public override Dim Flops(Node node) => node.Input(0).Type.Count * (2 * node.Output.Type.Last.Size.Constant * Windows.Kernel);
}
