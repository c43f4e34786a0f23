using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.CumulativeSum;

/// <summary>Running sums from the end. Input: dy.</summary>
public sealed partial class CumulativeSumGradientOp(int axis) : GradientOp
{
    public int Axis { get; } = axis;

    public override int MayOverwrite => 0;

    public override string Name => "cumulative_sum_backward";

    public override string Describe() => $"axis {Axis}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
