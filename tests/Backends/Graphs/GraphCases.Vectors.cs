using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Cosine;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.MatMul;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Transpose;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;

/// <content>Rows with rows.</content>
internal static partial class GraphCases
{
    /// <summary>Of each step, of a value with itself, and with a learned direction that is the same for all.</summary>
    private static LoweredModel Cosines()
    {
        var builder = new GraphBuilder("Cosines");
        Value x = Input(builder, Steps(19));
        Value a = Linear(builder, "left", x, 5), b = Linear(builder, "right", x, 5);
        Value angle = builder.Add(new CosineOp(), "angle", a, b);
        Value turned = Map(builder, "turned", v => v[0] * v[1], a, angle);
        Value own = builder.Add(new CosineOp(), "own", builder.Add(new ElementwiseOp(Functions.Tanh), "tanh", a), a);
        return Model(builder, Linear(builder, "head", Map(builder, "sum", v => v[0] + v[1], turned, own), 2));
    }

    /// <summary>Matrices with matrices and vectors, of each example and shared on either side.</summary>
    private static LoweredModel Products()
    {
        var builder = new GraphBuilder("Products");
        Value x = Input(builder, TensorType.F32(Axis.Batch, Axis.Plain(3), Axis.Plain(4)));
        Value y = builder.Add(new MatMulOp(), "y", x, Weights(builder, "right", Axis.Plain(4), Axis.Feature(5)));
        Value turned = builder.Add(new TransposeOp(1, 2), "turned", y);
        Value gram = builder.Add(new ElementwiseOp(Functions.Tanh), "gram", builder.Add(new MatMulOp(), "products", y, turned));
        Value mixed = builder.Add(new MatMulOp(), "mixed", gram, y);
        Value left = builder.Add(new MatMulOp(), "left", Weights(builder, "left", Axis.Plain(2), Axis.Plain(3)), mixed);
        Value row = ReduceOp.Over(builder, ReduceKind.Mean, left, [1], "row");
        Value across = builder.Add(new MatMulOp(), "across", row, turned), down = builder.Add(new MatMulOp(), "down", mixed, row);
        Value one = builder.Add(new MatMulOp(), "one", across, down), all = builder.Add(new MatMulOp(), "all", Weights(builder, "vector", Axis.Plain(3)), mixed);
        Value narrow = builder.Add(new MatMulOp(), "narrow", left, Weights(builder, "column", Axis.Feature(5)));
        return Model(builder, Map(builder, "sum", v => (v[0] * Functions.Sigmoid.Of(v[1])) + (v[2] * v[3]), all, one, row, ReduceOp.Over(builder, ReduceKind.Sum, narrow, [1], "total")));
    }

    /// <summary>What is made of other ops, over axes that are not the last.</summary>
    private static LoweredModel Formulae()
    {
        var builder = new GraphBuilder("Formulae");
        Value x = Input(builder, Steps(5));
        Value share = Formulas.Softmax(builder, "share", x, 1), log = Formulas.LogSoftmax(builder, "log", x, 2), unit = Formulas.Normalize(builder, "unit", x, 2);
        Value mixed = Map(builder, "mixed", v => (v[0] * v[1]) + v[2], share, log, unit);
        Value most = Formulas.LogSumExp(builder, "most", mixed, 1), spread = Formulas.Variance(builder, "spread", mixed, [1, 2]);
        Value weighted = builder.Add(new ElementwiseOp(Functions.Multiply), "weighted", x, Formulas.Dot(builder, "dots", mixed, x));
        Value outer = Formulas.Outer(builder, "outer", most, Linear(builder, "few", ReduceOp.Over(builder, ReduceKind.Mean, weighted, [1], "means"), 3));
        Value stacked = Formulas.Stack(builder, "stacked", [most, ReduceOp.Over(builder, ReduceKind.Sum, outer, [2], "sums")]);
        return Model(builder, Map(builder, "result", v => v[0] * (1 + v[1]), ReduceOp.Over(builder, ReduceKind.Max, stacked, [1], "best"), spread));
    }

    /// <summary>Shares of real steps, and their variance.</summary>
    private static LoweredModel Attended()
    {
        (GraphBuilder builder, Value words, Value mask) = Padded("Attended");
        Value scores = ReduceOp.Over(builder, ReduceKind.Sum, words, [2], "scores");
        Value shares = Formulas.Softmax(builder, "shares", scores, 1, mask);
        Value attended = ReduceOp.Over(builder, ReduceKind.Sum, builder.Add(new ElementwiseOp(Functions.Multiply), "weighted", words, shares), [1], "attended", mask);
        return Model(builder, Linear(builder, "head", Map(builder, "sum", v => v[0] + v[1], attended, Formulas.Variance(builder, "spread", words, [1], mask)), 2));
    }
}
