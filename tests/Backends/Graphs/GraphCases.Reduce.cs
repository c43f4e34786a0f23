using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;

/// <content>Reductions over every axis, and over real steps alone.</content>
internal static partial class GraphCases
{
    private static LoweredModel Extremes()
    {
        var builder = new GraphBuilder("Extremes");
        Value x = Input(builder, Steps(7));
        Value spread = Map(builder, "spread", v => v[0] - v[1], ReduceOp.Over(builder, ReduceKind.Max, x, [2], "greatest"), ReduceOp.Over(builder, ReduceKind.Min, x, [2], "least"));
        Value scaled = builder.Add(new ElementwiseOp(Functions.Multiply), "scaled", x, spread);
        Value lowest = ReduceOp.Over(builder, ReduceKind.Min, scaled, [1], "lowest");
        return Model(builder, Linear(builder, "head", Map(builder, "sum", v => v[0] + v[1], lowest, ReduceOp.Over(builder, ReduceKind.Max, x, [1, 2], "most")), 3));
    }

    /// <summary>Variance of each channel, and of each example's pixels.</summary>
    private static LoweredModel Spaces()
    {
        var builder = new GraphBuilder("Spaces");
        Value x = Input(builder, TensorType.Image(3, 4, 6));
        Value mean = ReduceOp.Over(builder, ReduceKind.Mean, x, [2, 3], "mean");
        Value centred = builder.Add(new ElementwiseOp(Functions.Subtract), "centred", x, mean);
        Value deviation = Map(builder, "deviation", v => Functions.Sqrt.Of(v[0] + 0.01), ReduceOp.Over(builder, ReduceKind.Mean, builder.Add(new ElementwiseOp(Functions.Square), "squares", centred), [2, 3], "variance"));
        Value normal = builder.Add(new ElementwiseOp(Functions.Divide), "normal", centred, deviation);
        Value rows = ReduceOp.Over(builder, ReduceKind.Sum, Map(builder, "weighted", v => Functions.Tanh.Of(v[0]) * v[1], normal, Weights(builder, "weight", x.Type.Axes[1], x.Type.Axes[3])), [1], "rows");
        return Model(builder, ReduceOp.Over(builder, ReduceKind.Max, rows, [1], "columns"));
    }

    /// <summary>Axes that are no neighbours, and the one in the middle.</summary>
    private static LoweredModel Middle()
    {
        var builder = new GraphBuilder("Middle");
        Value x = Input(builder, TensorType.Image(2, 3, 9));
        Value outside = ReduceOp.Over(builder, ReduceKind.Mean, x, [1, 3], "outside");
        Value between = ReduceOp.Over(builder, ReduceKind.Sum, Map(builder, "product", v => v[0] * v[1], x, outside), [2], "between");
        Value columns = Map(builder, "columns", v => Functions.Sin.Of(v[0] * v[1]), between, Weights(builder, "weight", x.Type.Axes[3]));
        return Model(builder, ReduceOp.Over(builder, ReduceKind.Mean, columns, [2], "means"));
    }

    private static LoweredModel PaddedSums()
    {
        (GraphBuilder builder, Value words, Value mask) = Padded("PaddedSums");
        Value sum = ReduceOp.Over(builder, ReduceKind.Sum, words, [1], "sum", mask);
        Value mean = ReduceOp.Over(builder, ReduceKind.Mean, words, [1], "mean", mask);
        Value all = ReduceOp.Over(builder, ReduceKind.Mean, words, [1, 2], "all", mask);
        Value total = ReduceOp.Over(builder, ReduceKind.Sum, words, [1, 2], "total", mask);
        Value first = Map(builder, "first", v => Functions.Tanh.Of(v[0]) + (v[1] * v[2]), sum, mean, all);
        return Model(builder, Linear(builder, "head", Map(builder, "second", v => v[0] / (1 + Functions.Square.Of(v[1])), first, total), 3));
    }

    private static LoweredModel PaddedExtremes()
    {
        (GraphBuilder builder, Value words, Value mask) = Padded("PaddedExtremes");
        Value most = ReduceOp.Over(builder, ReduceKind.Max, words, [1], "most", mask);
        Value least = ReduceOp.Over(builder, ReduceKind.Min, words, [1], "least", mask);
        Value all = ReduceOp.Over(builder, ReduceKind.Max, words, [1, 2], "all", mask);
        Value any = ReduceOp.Over(builder, ReduceKind.Min, words, [1, 2], "any", mask);
        return Model(builder, Linear(builder, "head", Map(builder, "sum", v => (v[0] * v[2]) + (v[1] * v[3]), most, least, all, any), 3));
    }

    private static (GraphBuilder Builder, Value Words, Value Mask) Padded(string name)
    {
        var builder = new GraphBuilder(name);
        Value ids = builder.Input(new InputDecl("input", new(DType.I32, new(Axis.Batch, Time)), Vocabulary: 11, Padding: 0), "ids");
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 5L]), Initial.Normal(1)));
        Value mask = builder.Add(new PaddingMaskOp(0), "mask", ids);
        return (builder, builder.Add(new EmbeddingOp(), "words", ids, table, null, null), mask);
    }
}
