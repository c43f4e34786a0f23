using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Linear;

/// <summary>
/// y = act(x · Wᵀ + b) + residual over the last axis. Inputs: x, weight [out, in], bias or null, residual or null.
/// Outputs: y and, when an activation is fused, the value before it.
/// </summary>
public sealed partial class LinearOp(Activation activation = Activation.None) : Op
{
    public Activation Activation { get; } = activation;

    public override string Name => "linear";

    public override string OutputSuffix(int output) => output == 0 ? "" : "Pre";

    public override string Describe() => Activation == Activation.None ? "" : Activation.ToString();

    public override bool IsRowByRow => true;

    public override int MatrixInput => 1;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType x, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(x.Last.Size.Constant == weight.Extent(1), inputs);
        TensorType y = x.WithFeatures(weight.Extent(0));
        return Activation == Activation.None ? [y] : [y, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        Value weight = node.Input(1);
        Value? bias = node.Has(2) ? node.Input(2) : null;
        builder.AddNode(new LinearWeightGradientOp(), "none", outputGradient, x, weight, bias);
        Value dx = builder.Add(new LinearInputGradientOp(), x.GradientName(), outputGradient, weight);
        return [dx, null, null, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * node.Input(1).Type.Axes[1].Size * 2;
}
