using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Transpose;

/// <summary>Two axes change places. Input: x.</summary>
/// <param name="first">The axes, counted from the batch; the first before the second.</param>
public sealed partial class TransposeOp(int first, int second) : Op
{
    public int First { get; } = first;

    public int Second { get; } = second;

    public override string Name => "transpose";

    public override string Describe() => $"axes {First} and {Second}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(First < Second && Second < x.Axes.Count, inputs);
        return [new(x.DType, new([.. Order(x.Axes.Count).Select(axis => x.Axes[axis])]))];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new TransposeOp(First, Second), node.Input(0).GradientName(), outputGradient)];

    public override Dim Flops(Node node) => Dim.Zero;

    private IEnumerable<int> Order(int count) => Enumerable.Range(0, count).Select(axis => axis == First ? Second : axis == Second ? First : axis);

    private Move Move(Node node)
    {
        TensorType x = node.Input(0).Type, y = node.Output.Type;
        (IReadOnlyList<Dim> from, IReadOnlyList<Dim> to) = (Ops.Move.Steps(x), Ops.Move.Steps(y));
        return new([.. Order(x.Axes.Count).Select((axis, i) => new MoveAxis(y.Axes[i].Size, from[axis], to[i]))]);
    }
}
