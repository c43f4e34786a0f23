using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.WindowPool;

namespace ModelGen.Compiler.Ops.Conv2d;

/// <summary>
/// y = act(x ∗ w + b) on images (LeCun et al. 1989), or that pooled. Inputs: x, weight [filters, channels / groups, rows, columns], bias or null. Outputs: y
/// and, when an activation is fused and no pool, the value before it.
/// </summary>
public sealed partial class Conv2dOp(ConvolutionSizes sizes, Activation activation = Activation.None, WindowPoolOp? pool = null) : Op
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public Activation Activation { get; } = activation;

    /// <summary>What is done with the result in the same pass over memory; or null.</summary>
    public WindowPoolOp? Pool { get; } = pool;

    public override string Name => "conv2d";

    public override string OutputSuffix(int output) => output == 0 ? "" : "Pre";

    public override string Describe() => Sizes + (Activation == Activation.None ? "" : ", " + Activation) + (Pool is null ? "" : ", pool " + Pool.Describe());

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType x, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(x.IsImageOf(weight.Extent(1) * Sizes.Groups, Sizes.Height, Sizes.Width) && weight.Extent(2) == Sizes.Kernel && weight.Extent(3) == Sizes.KernelWidth, inputs);
        TensorType y = TensorType.Image(weight.Extent(0), Sizes.OutHeight, Sizes.OutWidth);
        return Pool is not null ? [Pool.Pooled(y)] : Activation == Activation.None ? [y] : [y, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        builder.AddNode(new Conv2dWeightGradientOp(Sizes), "none", outputGradient, x, node.Input(1), node.Inputs[2]);
        return [builder.Add(new Conv2dInputGradientOp(Sizes), x.GradientName(), outputGradient, node.Input(1)), null, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * (2 * Sizes.Channels / Sizes.Groups * Sizes.Taps);
}
