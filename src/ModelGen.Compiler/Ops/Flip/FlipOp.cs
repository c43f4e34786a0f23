using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Flip;

/// <summary>An axis from its end to its begin. Input: x, all of whose steps are real.</summary>
/// <param name="axis">Counted from the batch.</param>
public sealed partial class FlipOp(int axis) : Op
{
    public int Axis { get; } = axis;

    public override string Name => "flip";

    public override string Describe() => $"axis {Axis}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Axis < inputs[0]!.Type.Axes.Count, inputs);
        return [inputs[0]!.Type];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new FlipOp(Axis), node.Input(0).GradientName(), outputGradient)];

    public override Dim Flops(Node node) => Dim.Zero;

    private Move Move(Node node)
    {
        TensorType x = node.Input(0).Type;
        IReadOnlyList<Dim> steps = Ops.Move.Steps(x);
        return new([.. x.Axes.Select((each, i) => new MoveAxis(each.Size, steps[i], steps[i], IsBackwards: i == Axis))], XStart: $"({x.Axes[Axis].Size} - 1) * {steps[Axis].ToFactor()}");
    }
}
