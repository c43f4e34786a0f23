using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GroupNorm;

/// <summary>Normalisation over groups of channels and all of space (Wu and He 2018, arXiv:1803.08494). Inputs: x, gain, bias. Outputs: y, and each group's mean and inverse deviation.</summary>
public sealed partial class GroupNormOp(long groups, double epsilon) : Op
{
    public long Groups { get; } = groups;

    public double Epsilon { get; } = epsilon;

    public override string Name => "group_norm";

    public override string OutputSuffix(int output) => output switch { 0 => "", 1 => "Mean", _ => "Inverse" };

    public override string Describe() => $"groups = {Groups}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType statistic = TensorType.F32(Axis.Batch, Axis.Plain(Groups));
        return [inputs[0]!.Type, statistic, statistic];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        Value dx = builder.Add(new GroupNormGradientOp(Groups), x.GradientName(), outputGradient, x, node.Input(1), node.Input(2), node.Outputs[1], node.Outputs[2]);
        return [dx, null, null];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * 8;
}
