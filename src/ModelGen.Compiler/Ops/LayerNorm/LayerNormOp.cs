using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LayerNorm;

/// <summary>Layer normalisation over the last axis (Ba et al. 2016, arXiv:1607.06450). Inputs: x, gain, bias. Outputs: y, and each row's mean and inverse deviation.</summary>
public sealed partial class LayerNormOp(double epsilon) : Op
{
    public double Epsilon { get; } = epsilon;

    public override string OutputSuffix(int output) => output switch { 0 => "", 1 => "Mean", _ => "Inverse" };

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value dx = builder.Add(
            new LayerNormGradientOp(),
            node.Input(0).GradientName(),
            outputGradient,
            node.Input(0),
            node.Input(1),
            node.Input(2),
            node.Outputs[1],
            node.Outputs[2],
            null);
        return [dx, null, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * 8;

    public override string Name => "layer_norm";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.Last.Size.Constant == inputs[1]!.Type.Extent(0), inputs);
        return [x, RowStatistic(x), RowStatistic(x)];
    }
}
