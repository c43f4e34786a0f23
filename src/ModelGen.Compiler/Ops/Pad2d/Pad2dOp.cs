using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Ops.Pad2d;

/// <summary>Zeros around an image. Input: x.</summary>
public sealed partial class Pad2dOp(long top, long bottom, long left, long right) : Op
{
    public long Top { get; } = top;

    public long Bottom { get; } = bottom;

    public long Left { get; } = left;

    public long Right { get; } = right;

    public override string Name => "pad2d";

    public override string Describe() => $"{Top}, {Bottom}, {Left}, {Right}";

    /// <summary>Channels, rows and columns of the result.</summary>
    public (long Channels, long Height, long Width) Padded(TensorType x) => (x.Extent(1), Top + x.Extent(2) + Bottom, Left + x.Extent(3) + Right);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.IsImage, inputs);
        (long channels, long height, long width) = Padded(x);
        return [TensorType.Image(channels, height, width)];
    }

    /// <summary>What lies within.</summary>
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        Value rows = builder.Add(new SliceOp(2, Dim.Of(Top), x.Type.Axes[2]), outputGradient.Name + "Rows", outputGradient);
        return [builder.Add(new SliceOp(3, Dim.Of(Left), x.Type.Axes[3]), x.GradientName(), rows)];
    }

    public override Dim Flops(Node node) => Dim.Zero;

    private Move Move(Node node)
    {
        (TensorType x, TensorType y) = (node.Input(0).Type, node.Output.Type);
        IReadOnlyList<Dim> from = Ops.Move.Steps(x), to = Ops.Move.Steps(y);
        Dim start = (to[2] * Top) + (to[3] * Left);
        return new([.. x.Axes.Select((axis, i) => new MoveAxis(axis.Size, from[i], to[i]))], YStart: start.ToString());
    }
}
