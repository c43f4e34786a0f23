using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>y = act(x ∗ w + b) on images (LeCun et al. 1989). Inputs: x, weight [filters, channels / groups, kernel, kernel], bias or null. Outputs: y and, when an activation is fused, the value before it.</summary>
public sealed class Conv2dOp(ConvolutionSizes sizes, Activation activation = Activation.None) : Op
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public Activation Activation { get; } = activation;

    public override string Name => "conv2d";

    public override string OutputSuffix(int output) => output == 0 ? "" : "Pre";

    public override string Describe() => Sizes + (Activation == Activation.None ? "" : ", " + Activation);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType y = TensorType.Image(Sizes.Filters, Sizes.OutHeight, Sizes.OutWidth);
        return Activation == Activation.None ? [y] : [y, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        builder.AddNode(new Conv2dBackwardWeightOp(Sizes), "none", outputGradient, x, node.Input(1), node.Inputs[2]);
        return [builder.Add(new Conv2dBackwardInputOp(Sizes), x.GradientName(), outputGradient, node.Input(1)), null, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * (2 * Sizes.Channels / Sizes.Groups * Sizes.Kernel * Sizes.Kernel);

    public override void Emit(Emitter emitter, Node node) => emitter.Conv2d(this, node);
}
