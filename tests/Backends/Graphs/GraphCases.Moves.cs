using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.CumulativeSum;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Expand;
using ModelGen.Compiler.Ops.Flip;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.Tile;
using ModelGen.Compiler.Ops.Transpose;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;

/// <content>Parts, other orders, repetitions.</content>
internal static partial class GraphCases
{
    /// <summary>Overlapping parts of features, three of them one behind another; steps from the end; running sums.</summary>
    private static LoweredModel Parts()
    {
        var builder = new GraphBuilder("Parts");
        Value x = builder.Add(new ElementwiseOp(Functions.Tanh), "tanh", Input(builder, Steps(7)));
        Value a = builder.Add(new SliceOp(2, 4), "a", x), b = builder.Add(new SliceOp(2, Dim.Zero, Axis.Feature(3)), "b", x);
        Value joined = builder.Add(new ConcatenateOp(2), "joined", a, b, a);
        Value sums = builder.Add(new CumulativeSumOp(1), "sums", builder.Add(new FlipOp(1), "turned", joined));
        Value across = builder.Add(new CumulativeSumOp(2), "across", builder.Add(new FlipOp(2), "mirrored", joined));
        return Model(builder, Linear(builder, "head", Map(builder, "both", v => v[0] * Functions.Sin.Of(v[1]), sums, across), 2));
    }

    /// <summary>Axes of an image in other orders, the middle ones cut, repeated and joined.</summary>
    private static LoweredModel Turns()
    {
        var builder = new GraphBuilder("Turns");
        Value x = Input(builder, TensorType.Image(2, 5, 3));
        Value turned = builder.Add(new TransposeOp(1, 3), "turned", x); // [W, H, C]
        Value part = builder.Add(new SliceOp(2, Dim.Of(1), new(AxisRole.Height, Dim.Of(2))), "part", turned);
        Value wide = builder.Add(new TileOp(2, 3), "wide", builder.Add(new FlipOp(1), "mirrored", part)); // H: 6
        Value joined = builder.Add(new ConcatenateOp(2), "joined", turned, Map(builder, "waves", v => Functions.Cos.Of(v[0] * 2), wide)); // H: 11
        Value back = builder.Add(new TransposeOp(2, 3), "back", joined); // [W, C, H]
        Value weighted = builder.Add(new ElementwiseOp(Functions.Multiply), "weighted", back, Weights(builder, "weight", back.Type.Axes[3]));
        return Model(builder, ReduceOp.Over(builder, ReduceKind.Sum, Map(builder, "squares", v => Functions.Tanh.Of(v[0]), weighted), [1], "sum"));
    }

    /// <summary>A learned step before each sequence.</summary>
    private static LoweredModel Token()
    {
        var builder = new GraphBuilder("Token");
        Value x = Linear(builder, "read", Input(builder, Steps(3)), 4);
        Value token = builder.Add(new ExpandOp(), "token", Weights(builder, "classToken", new Axis(AxisRole.Time, Dim.Of(1), 1), Axis.Feature(4)), x);
        Value all = builder.Add(new ElementwiseOp(Functions.Tanh), "all", builder.Add(new ConcatenateOp(1), "steps", token, x));
        Value weighted = Map(builder, "weighted", v => v[0] * v[1], all, ReduceOp.Over(builder, ReduceKind.Sum, all, [2], "weights"));
        return Model(builder, Linear(builder, "head", ReduceOp.Over(builder, ReduceKind.Mean, weighted, [1], "mean"), 2));
    }
}
