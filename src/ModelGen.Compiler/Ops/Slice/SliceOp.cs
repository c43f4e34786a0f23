using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

/// <summary>A part of an axis, which is also the gradient of a concatenation. Input: x.</summary>
/// <param name="axis">Counted from the batch; -1: the last.</param>
/// <param name="start">The first that is taken.</param>
/// <param name="part">What is left of the axis.</param>
public sealed partial class SliceOp(int axis, Dim start, Axis part) : Op
{
    /// <summary>Features.</summary>
    public SliceOp(long start, long width) : this(-1, Dim.Of(start), Ir.Axis.Feature(width))
    {
    }

    public int Axis { get; } = axis;

    public Dim Start { get; } = start;

    public Axis Part { get; } = part;

    public override string Name => "slice";

    public override string Describe() => (Axis < 0 ? "" : $"axis {Axis}, ") + $"{Start}, {Part.Size}";

    /// <summary>These of the last axis.</summary>
    public bool IsOf(TensorType x, long first, long width) => Along(x) == x.Axes.Count - 1 && Start.Equals(Dim.Of(first)) && Part.Size.Equals(Dim.Of(width));

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(Along(x) < x.Axes.Count && (Start + Part.Size).IsAtMost(x.Axes[Along(x)].Size), inputs);
        return [new(x.DType, new([.. x.Axes.Select((each, i) => i == Along(x) ? Part : each)]))];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new SliceGradientOp(Along(node.Output.Type), Start, node.Input(0).Type), node.Input(0).GradientName(), outputGradient)];

    // Of what each step has.
    public override bool IsRowByRowOver(Node node, System.Func<Value, bool> isConstant) => Along(node.Input(0).Type) >= 2;

    public override Dim Flops(Node node) => Dim.Zero;

    private int Along(TensorType type) => Axis < 0 ? type.Axes.Count - 1 : Axis;
}
