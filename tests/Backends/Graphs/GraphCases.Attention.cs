using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;

/// <content>Attention between two sequences.</content>
internal static partial class GraphCases
{
    /// <summary>Three steps that look at five of another width, with grouped heads and a scale of their own, twice; and causal, with numbers that are added to the scores, which have a gradient.</summary>
    private static LoweredModel Looks()
    {
        var builder = new GraphBuilder("Looks");
        Value x = Input(builder, Features(12));
        TensorType queries = Rows(3, 8), keys = Rows(5, 6);
        Value query = builder.Add(new ReshapeOp(queries), "queries", Linear(builder, "ask", x, 24)), memory = builder.Add(new ReshapeOp(keys), "memory", Linear(builder, "say", x, 30));
        Value looked = builder.Add(new AttentionOp(4, causal: false, scale: 0.6), "looked", Linear(builder, "query", query, 8), Linear(builder, "key", memory, 4), Linear(builder, "value", memory, 4), null, null);
        Value bias = builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, Axis.Plain(3), Axis.Plain(5))), "bias", Linear(builder, "near", x, 15));
        Value near = builder.Add(new AttentionOp(2, causal: true), "nearer", looked, Linear(builder, "nearKey", memory, 8), Linear(builder, "nearValue", memory, 8), null, bias);
        return Model(builder, Linear(builder, "head", near, 3));

        static TensorType Rows(long steps, long width) => TensorType.F32(Axis.Batch, Axis.Plain(steps), Axis.Feature(width));
    }

    /// <summary>Padding of what is looked at is hidden, in repeated blocks that share it; and attention to itself of queries, keys and values that no one product makes.</summary>
    private static LoweredModel PaddedLooks()
    {
        var block = new GraphBuilder("Look");
        Value own = block.Input("x", Steps(8)), seen = block.Input("memory", Steps(5)), real = block.MaskInput(seen);
        Value mixed = block.Add(new AttentionOp(2, causal: false, scale: 0.2), "mixed", Linear(block, "query", own, 8), Linear(block, "key", seen, 8), Linear(block, "value", seen, 8), real, null);
        Graph look = block.Build(block.Add(new ElementwiseOp(Functions.Add), "y", own, Linear(block, "output", mixed, 8)));

        (GraphBuilder builder, Value words, Value mask) = Padded("PaddedLooks");
        var child = new ChildGraph(new("Looks"), "looks", look, 2, IsArray: true);
        builder.Child(child);
        Value looked = builder.Add(new RepeatOp(child), "looks", Linear(builder, "wide", words, 8), words, mask);
        Value causal = builder.Add(new AttentionOp(4, causal: true, scale: 0.05), "causal", Linear(builder, "q", looked, 12), Linear(builder, "k", looked, 12), Linear(builder, "v", looked, 12), mask, null);
        return Model(builder, Linear(builder, "head", causal, 3));
    }

    /// <summary>Heads that do not fit registers, and of no whole vectors; scores so small that rounding does not grow.</summary>
    private static LoweredModel WideLooks()
    {
        var builder = new GraphBuilder("WideLooks");
        Value x = Input(builder, Steps(6));
        Value[] parts = [.. new[] { 72, 136, 7 }.Select(size =>
        {
            Value Of(string name) => Linear(builder, name + size, x, 2 * size);
            Value mixed = builder.Add(new AttentionOp(2, causal: size == 7, scale: 0.25 / size), "mixed" + size, Of("query"), Of("key"), Of("value"), null, null);
            return Linear(builder, "output" + size, mixed, 4);
        })];
        Value y = Map(builder, "sum", v => v[0] + v[1] + v[2], parts);
        return Model(builder, Linear(builder, "head", y, 2));
    }
}
