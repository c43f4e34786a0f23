using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Constant;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Gather;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Shift;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;

/// <content>Places, rows by number, moved axes, constants.</content>
internal static partial class GraphCases
{
    /// <summary>Steps look up rows of a learned table by their greatest feature, and features rows of their sequence by its greatest step.</summary>
    private static LoweredModel Lookups()
    {
        var builder = new GraphBuilder("Lookups");
        Value x = Input(builder, Steps(5));
        Value learned = builder.Add(new GatherOp(), "learned", Weights(builder, "table", Axis.Plain(5), Axis.Feature(4)), Formulas.ArgMax(builder, "greatest", x, 2, null));
        Value waves = builder.Add(new ElementwiseOp(Functions.Sin), "waves", Linear(builder, "read", x, 3));
        Value own = builder.Add(new GatherOp(), "own", waves, Formulas.ArgMax(builder, "latest", x, 1, null)); // [5, 3]
        Value hot = Formulas.OneHot(builder, "hot", Formulas.ArgMax(builder, "first", waves, 2, null), 4);
        Value both = Map(builder, "both", v => v[0] * (v[1] + 0.5), learned, hot);
        Value sums = ReduceOp.Over(builder, ReduceKind.Sum, own, [1], "sums"); // [3]
        return Model(builder, Map(builder, "all", v => Functions.Tanh.Of(v[0] + v[1]), sums, ReduceOp.Over(builder, ReduceKind.Sum, Linear(builder, "head", both, 3), [1], "total")));
    }

    /// <summary>Steps and features moved both ways, a ramp along both, constants.</summary>
    private static LoweredModel Shifts()
    {
        var builder = new GraphBuilder("Shifts");
        Value x = builder.Add(new ElementwiseOp(Functions.Tanh), "tanh", Linear(builder, "read", Input(builder, Steps(3)), 4));
        Value later = builder.Add(new ShiftOp(1, 1, 0.5), "later", x), earlier = builder.Add(new ShiftOp(1, -9, -1), "earlier", x), side = builder.Add(new ShiftOp(2, -2, 2), "side", x);
        Value factors = builder.Add(new ConstantOp(new([0.5, -1.25, 3, 1e-3]), TensorType.F32(Axis.Feature(4))), "factors", x);
        Value steps = Formulas.Positions(builder, "ramp", x, 1);
        Value mixed = Map(builder, "mixed", v => Functions.Sin.Of((v[0] * v[3]) + v[1] - (v[2] * v[0])), later, earlier, side, factors);
        return Model(builder, Linear(builder, "head", Map(builder, "tilted", v => v[0] * (v[1] + 1), mixed, steps), 2));
    }

    /// <summary>A graph convolution over an adjacency that is made of the input.</summary>
    private static LoweredModel Neighbourhoods()
    {
        var builder = new GraphBuilder("Neighbourhoods");
        Value x = Input(builder, Features(5));
        Value ties = Formulas.Outer(builder, "ties", builder.Add(new ElementwiseOp(Functions.Square), "weights", x), builder.Add(new ElementwiseOp(Functions.Square), "others", x));
        Value nodes = Formulas.Outer(builder, "nodes", x, Linear(builder, "read", x, 3));
        Value projected = Linear(builder, "project", nodes, 2);
        Value mixed = Formulas.GraphConv(builder, "mixed", Formulas.NormalizeAdjacency(builder, "adjacency", ties), projected, Weights(builder, "bias", Axis.Feature(2)));
        return Model(builder, Map(builder, "waves", v => Functions.Tanh.Of(v[0]), ReduceOp.Over(builder, ReduceKind.Sum, mixed, [1], "sum")));
    }
}
