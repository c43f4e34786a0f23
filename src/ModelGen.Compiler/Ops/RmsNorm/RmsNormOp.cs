using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.RmsNorm;

/// <summary>Root-mean-square normalisation over the last axis (Zhang and Sennrich 2019, arXiv:1910.07467). Inputs: x, gain. Outputs: y and each row's inverse root mean square.</summary>
public sealed partial class RmsNormOp(double epsilon) : Op
{
    public double Epsilon { get; } = epsilon;

    public override string OutputSuffix(int output) => output == 0 ? "" : "Inverse";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value dx = builder.Add(
            new RmsNormGradientOp(),
            node.Input(0).GradientName(),
            outputGradient,
            node.Input(0),
            node.Input(1),
            node.Outputs[1],
            null);
        return [dx, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * 4;

    public override string Name => "rms_norm";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.Last.Size.Constant == inputs[1]!.Type.Extent(0), inputs);
        return [x, RowStatistic(x)];
    }
}
