using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.CumulativeSum;

/// <summary>Running sums along an axis, each number counted in. Input: x.</summary>
/// <param name="axis">Counted from the batch.</param>
public sealed partial class CumulativeSumOp(int axis) : Op
{
    public int Axis { get; } = axis;

    public override int MayOverwrite => 0;

    public override string Name => "cumulative_sum";

    public override string Describe() => $"axis {Axis}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Axis < inputs[0]!.Type.Axes.Count, inputs);
        return [inputs[0]!.Type];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new CumulativeSumGradientOp(Axis), node.Input(0).GradientName(), outputGradient)];
}
