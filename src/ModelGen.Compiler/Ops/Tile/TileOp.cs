using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Ops.Tile;

/// <summary>The whole of an axis so many times, one behind another. Input: x.</summary>
/// <param name="axis">Counted from the batch.</param>
public sealed partial class TileOp(int axis, long times) : Op
{
    public int Axis { get; } = axis;

    public long Times { get; } = times;

    public override string Name => "tile";

    public override string Describe() => $"axis {Axis}, {Times} times";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(Axis < x.Axes.Count && Times > 0, inputs);
        return [new(x.DType, new([.. x.Axes.Select((each, i) => i == Axis ? each with { Size = each.Size * Times, Maximum = each.Maximum * Times } : each)]))];
    }

    /// <summary>The sum over the repetitions, which lie one behind another.</summary>
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        TensorType x = node.Input(0).Type;
        TensorType apart = new(x.DType, new([.. x.Axes.Take(Axis), Ir.Axis.Plain(Times), .. x.Axes.Skip(Axis)]));
        return [builder.Add(new ReduceOp(ReduceKind.Sum, Axis, 1), node.Input(0).GradientName(), builder.Add(new ReshapeOp(apart), outputGradient.Name, outputGradient), null)];
    }

    public override Dim Flops(Node node) => Dim.Zero;

    private Move Move(Node node)
    {
        TensorType x = node.Input(0).Type;
        IReadOnlyList<Dim> steps = Ops.Move.Steps(x), to = Ops.Move.Steps(node.Output.Type);
        var axes = x.Axes.Select((each, i) => new MoveAxis(each.Size, steps[i], to[i])).ToList();
        axes.Insert(Axis, new(Dim.Of(Times), Dim.Zero, to[Axis] * x.Axes[Axis].Size));
        return new(axes);
    }
}
