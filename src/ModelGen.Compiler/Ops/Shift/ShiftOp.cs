using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Shift;

/// <summary>An axis moved by so many places, later where that is positive; a number for what comes in. Input: x.</summary>
/// <param name="axis">Counted from the batch.</param>
public sealed partial class ShiftOp(int axis, long by, double fill) : Op
{
    public int Axis { get; } = axis;

    public long By { get; } = by;

    public double Fill { get; } = fill;

    public override string Name => "shift";

    public override string Describe() => $"axis {Axis}, by {By}, fill {Number(Fill)}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Axis < inputs[0]!.Type.Axes.Count && inputs[0]!.Type.DType == DType.F32, inputs);
        return [inputs[0]!.Type];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new ShiftOp(Axis, -By, 0), node.Input(0).GradientName(), outputGradient)];

    public override Dim Flops(Node node) => Dim.Zero;
}
