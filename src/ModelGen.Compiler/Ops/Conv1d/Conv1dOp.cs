using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.WindowMask;

namespace ModelGen.Compiler.Ops.Conv1d;

/// <summary>y = act(x ∗ w + b) over time. Inputs: x [B, T, F], weight [filters, F / groups, kernel], bias or null, mask or null. Outputs: y and, when an activation is fused, the value before it.</summary>
public sealed partial class Conv1dOp(TimeWindows windows, Axis steps, Activation activation = Activation.None) : Op
{
    public TimeWindows Windows { get; } = windows;

    public Axis Steps { get; } = steps;

    public Activation Activation { get; } = activation;

    public override string Name => "conv1d";

    public override string OutputSuffix(int output) => output == 0 ? "" : "Pre";

    public override string Describe() => Windows + (Activation == Activation.None ? "" : ", " + Activation);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType x, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(x.Last.Size.Constant == weight.Extent(1) * Windows.Groups && weight.Extent(2) == Windows.Kernel, inputs);
        TensorType y = TensorType.F32(x.Axes[0], Windows.Over(x.Axes[1], Steps), Axis.Feature(weight.Extent(0)));
        return Activation == Activation.None ? [y] : [y, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        builder.AddNode(new Conv1dWeightGradientOp(Windows), "none", outputGradient, x, node.Input(1), node.Inputs[2], node.Inputs[3]);
        return [builder.Add(new Conv1dInputGradientOp(Windows, x.Type.Axes[1]), x.GradientName(), outputGradient, node.Input(1), node.Inputs[3]), null, null, null];
    }

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => inputs[0]!.Mask?.Through(new WindowMaskOp(Windows, Steps));

    public override Dim Flops(Node node) => node.Output.Type.Count * (2 * node.Input(1).Type.Axes[1].Size.Constant * Windows.Kernel);
}
