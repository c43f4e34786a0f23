using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.GlobalPool;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.Position;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RecurrentLayers;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Passes;
using ModelGen.Graphs;

namespace ModelGen.Tests.Emitted;

using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;
using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>Models of several inputs and outputs, built by hand: no attribute can say them.</summary>
internal static class GraphModels
{
    private const int Drawn = 24;

    public static IReadOnlyDictionary<string, LoweredModel> All { get; } = new Dictionary<string, LoweredModel>(Enumerable.Range(0, Drawn).Select(RandomGraph.Model).Concat(GraphCases.All.Values).Select(model => KeyValuePair.Create(model.Type.Name, model)))
    {
        ["TwoHeads"] = TwoHeads(),
        ["Twice"] = Twice(),
        ["OneOfTwo"] = OneOfTwo(),
        ["SharedMemory"] = SharedMemory(),
        ["Recall"] = Recall(),
        ["Long"] = Long(),
        ["Between"] = Between(),
        ["SideBySide"] = SideBySide(),
        ["Translator"] = Translator(),
        ["Continued"] = Continued(),
        ["Speaker"] = Speaker(),
    };

    /// <summary>Both inputs reach both outputs; one output is a step on the way to the other.</summary>
    private static LoweredModel TwoHeads()
    {
        var builder = new GraphBuilder("TwoHeads");
        (Value pixels, Value extra) = (builder.Input("pixels", Features(6)), builder.Input("extra", Features(3)));
        Value hidden = builder.Add(new ElementwiseOp(Functions.Tanh), "hidden", Linear(builder, "wide", pixels, 5));
        Value sum = builder.Add(new ElementwiseOp(Functions.Add), "sum", hidden, Linear(builder, "side", extra, 5));
        Value mean = Linear(builder, "mean", sum, 4);
        Value more = builder.Add(new ElementwiseOp(Functions.Add), "more", Linear(builder, "spread", mean, 5), hidden);
        Value logVariance = builder.Add(new ElementwiseOp(Functions.Sigmoid), "logVariance", Linear(builder, "last", more, 2));
        return Model(builder, ["Mean", "LogVariance"], mean, logVariance);
    }

    /// <summary>One value given out twice, under another shape too, and an input given back.</summary>
    private static LoweredModel Twice()
    {
        var builder = new GraphBuilder("Twice");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Plain(2), Axis.Plain(3)));
        Value flat = builder.Add(new ReshapeOp(Features(6)), "flat", x);
        Value y = builder.Add(new ElementwiseOp(Functions.Tanh), "y", flat);
        Value folded = builder.Add(new ReshapeOp(x.Type), "folded", y);
        return Model(builder, ["First", "Second", "Folded", "Given"], y, y, folded, flat);
    }

    /// <summary>No output depends on the second input, nor on its layer.</summary>
    private static LoweredModel OneOfTwo()
    {
        var builder = new GraphBuilder("OneOfTwo");
        (Value read, Value unread) = (builder.Input("read", Features(4)), builder.Input("unread", Features(3)));
        Linear(builder, "lost", unread, 5);
        return Model(builder, ["output"], Linear(builder, "kept", read, 2));
    }

    /// <summary>Blocks, repeated and alone, with a further input that all copies share; a gradient that nobody needs, since the second memory is not read.</summary>
    private static LoweredModel SharedMemory()
    {
        var block = new GraphBuilder("Layer");
        (Value own, Value memory, Value unread) = (block.Input("x", Features(5)), block.Input("memory", Features(3)), block.Input("unread", Features(2)));
        Value mixed = block.Add(new ElementwiseOp(Functions.Add), "mixed", Linear(block, "self", own, 5), Linear(block, "cross", memory, 5));
        Graph layer = block.Build(block.Add(new ElementwiseOp(Functions.Add), "y", block.Add(new ElementwiseOp(Functions.Tanh), "act", mixed), own));

        var builder = new GraphBuilder("SharedMemory");
        (Value x, Value context, Value other) = (builder.Input("x", Features(5)), builder.Input("context", Features(4)), builder.Input("other", Features(2)));
        Value keys = builder.Add(new ElementwiseOp(Functions.Sigmoid), "keys", Linear(builder, "encode", context, 3));
        Value y = x;
        foreach ((string member, int count) in new[] { ("Thrice", 3), ("Once", 1), ("Twice", 2) })
        {
            var child = new ChildGraph(new(member), CSharpNames.Camel(member), layer, count, IsArray: count > 1);
            builder.Child(child);
            y = builder.Add(new RepeatOp(child), CSharpNames.Camel(member), y, keys, other);
        }

        return Model(builder, ["output"], y);
    }

    /// <summary>Two sequences, each with its own length and mask; a repeated block reads the padded one, and its mask.</summary>
    private static LoweredModel Recall()
    {
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 7);
        var block = new GraphBuilder("Look");
        (Value state, Value seen) = (block.Input("state", Features(4)), block.Input("seen", TensorType.F32(Axis.Batch, second, Axis.Feature(4))));
        Value mean = block.Add(new GlobalPoolOp(isMax: false), "mean", seen, block.MaskInput(seen));
        Value both = block.Add(new ElementwiseOp(Functions.Add), "both", Linear(block, "look", mean, 4), state);
        Graph look = block.Build(block.Add(new ElementwiseOp(Functions.Tanh), "next", both));

        var builder = new GraphBuilder("Recall");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(3)));
        Value ids = builder.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, second)), Vocabulary: 11, Padding: 0));
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 4L]), Initial.Normal(1)));
        Value mask = builder.Add(new PaddingMaskOp(0), "mask", ids);
        Value words = builder.Add(new EmbeddingOp(), "embedded", ids, table, null, null);
        Value start = builder.Add(new GlobalPoolOp(isMax: false), "start", Linear(builder, "read", x, 4), null);
        var child = new ChildGraph(new("Looks"), "looks", look, 3, IsArray: true);
        builder.Child(child);
        Value end = builder.Add(new RepeatOp(child), "looks", start, words, mask);
        return Model(builder, ["State", "Steps"], end, Linear(builder, "steps", x, 2));
    }

    /// <summary>Attention to another sequence, whose padding it leaves out, and a causal one of grouped heads to a sequence that is read as it is, keys and values at once.</summary>
    private static LoweredModel Between()
    {
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 7);
        var builder = new GraphBuilder("Between");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(8)));
        Value ids = builder.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, second)), Vocabulary: 11, Padding: 0));
        Value memory = builder.Input("memory", TensorType.F32(Axis.Batch, second, Axis.Feature(4)));
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 6L]), Initial.Normal(1)));
        Value mask = builder.Add(new PaddingMaskOp(0), "mask", ids);
        Value words = builder.Add(new EmbeddingOp(), "embedded", ids, table, null, null);
        Value mixed = builder.Add(new AttentionOp(2, causal: false), "mixed", Linear(builder, "query", x, 8), Linear(builder, "key", words, 8), Linear(builder, "value", words, 8), mask, null);
        Value earlier = builder.Add(new AttentionOp(4, causal: true, scale: 0.7), "earlier", x, memory, memory, null, null);
        return Model(builder, ["Mixed", "Earlier"], mixed, earlier);
    }

    /// <summary>Tokens after tokens of another sequence, as a translation is written: an encoder of repeated blocks that looks both ways, and a causal decoder with a memory; one more input is read by the head.</summary>
    private static LoweredModel Speaker()
    {
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 7);
        var encoder = new GraphBuilder("EncoderLayer");
        Value seen = encoder.Input("x", TensorType.F32(Axis.Batch, second, Axis.Feature(6)));
        seen.Mask = new Mask(builder => builder.MaskInput(seen));
        Value looked = new SelfAttentionLayer().Lower(HandLayer.Context(encoder, "SelfAttention", "look", ("Heads", 2)), seen);
        Graph encoding = encoder.Build(encoder.Add(new ElementwiseOp(Functions.Add), "y", seen, looked));

        var main = new GraphBuilder("Speaker");
        Value ids = main.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, second)), Vocabulary: 11, Padding: 0));
        Value said = main.Input(new InputDecl("said", new(DType.I32, new(Axis.Batch, Axis.Time(9))), Vocabulary: 5));
        Value tone = main.Input("tone", Features(3));
        Value mask = main.Add(new PaddingMaskOp(0), "mask", ids);
        Value words = main.Add(new EmbeddingOp(), "embedded", ids, Table("Words", 11, 6), null, null);
        Value memory = Repeat("encoder", encoding, words, mask);
        Value start = main.Add(new PositionOp(), "placed", main.Add(new EmbeddingOp(), "saidRows", said, Table("Said", 5, 8), null, null), Table("Places", 9, 8));
        Value decoded = Repeat("decoder", DecoderLayer(second), start, memory, mask);
        Value head = Linear(main, "head", decoded, 5);
        Value toned = main.Add(new AttentionOp(1, causal: false), "toned", head, Row("tones"), Row("loudness"), null, null);
        return Model(main, ["Logits"], main.Add(new ElementwiseOp(Functions.Add), "logits", head, toned));

        Value Table(string name, long rows, long width) => main.Parameter(new(new(name, "Weight"), name + ".weight", new([rows, width]), Initial.Normal(1)));

        // A sequence of one step.
        Value Row(string name) => main.Add(new ReshapeOp(TensorType.F32(Axis.Batch, Axis.Plain(1), Axis.Feature(5))), name + "Row", Linear(main, name, tone, 5));

        Value Repeat(string name, Graph block, params Value[] inputs)
        {
            var child = new ChildGraph(new(CSharpNames.Pascal(name)), name, block, 2, IsArray: true);
            main.Child(child);
            return main.Add(new RepeatOp(child), name, inputs);
        }
    }

    // Causal attention to itself, then to a padded memory of six features.
    private static Graph DecoderLayer(Axis second)
    {
        var block = new GraphBuilder("DecoderLayer");
        Value own = block.Input("x", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(8))), memory = block.Input("memory", TensorType.F32(Axis.Batch, second, Axis.Feature(6)));
        memory.Mask = new Mask(builder => builder.MaskInput(memory));
        Value looked = new SelfAttentionLayer().Lower(HandLayer.Context(block, "SelfAttention", "self", ("Heads", 2), ("Causal", 1)), own);
        Value sum = block.Add(new ElementwiseOp(Functions.Add), "sum", own, looked);
        Value crossed = CrossAttentionLayer.Lower(HandLayer.Context(block, "CrossAttention", "cross", ("Heads", 4), ("KvHeads", 2)), sum, memory);
        return block.Build(block.Add(new ElementwiseOp(Functions.Add), "y", sum, crossed));
    }

    /// <summary>An encoder's words are the memory of a decoder's repeated layers, of another width and with padding.</summary>
    private static LoweredModel Translator()
    {
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 7);
        var main = new GraphBuilder("Translator");
        Value x = main.Input("x", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(8)));
        Value ids = main.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, second)), Vocabulary: 11, Padding: 0));
        Value table = main.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 6L]), Initial.Normal(1)));
        Value mask = main.Add(new PaddingMaskOp(0), "mask", ids);
        Value words = main.Add(new ElementwiseOp(Functions.Tanh), "encoded", Linear(main, "encode", main.Add(new EmbeddingOp(), "embedded", ids, table, null, null), 6));
        var child = new ChildGraph(new("Layers"), "layers", DecoderLayer(second), 3, IsArray: true);
        main.Child(child);
        return Model(main, ["Logits"], Linear(main, "head", main.Add(new RepeatOp(child), "layers", x, words, mask), 5));
    }

    /// <summary>Recurrent layers that go on from the last states of others, which read a padded sequence: all states, the last one and the cell are results, or are read, or only one of them.</summary>
    private static LoweredModel Continued()
    {
        var second = new Axis(AxisRole.Time, Dim.Of(new Symbol(SymbolKind.Length, "T2")), 7);
        var builder = new GraphBuilder("Continued");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(3)));
        Value ids = builder.Input(new InputDecl("words", new(DType.I32, new(Axis.Batch, second)), Vocabulary: 11, Padding: 0));
        Value first = builder.Input("first", Features(4));
        Value table = builder.Parameter(new(new("Words", "Weight"), "words.weight", new([11L, 6L]), Initial.Normal(1)));
        Value mask = builder.Add(new PaddingMaskOp(0), "mask", ids);
        Value words = builder.Add(new EmbeddingOp(), "embedded", ids, table, null, null);
        Node encoder = Recurrent(RecurrentKind.Lstm, "encoder", words, mask, null, null);
        Node decoder = Recurrent(RecurrentKind.Lstm, "decoder", x, null, encoder.Outputs[1], encoder.Outputs[2]);
        Node again = Recurrent(RecurrentKind.Lstm, "again", words, mask, first, decoder.Outputs[2]); // of which only the cell is read
        Node gru = Recurrent(RecurrentKind.Gru, "gru", x, null, again.Outputs[2], null);
        Node rnn = Recurrent(RecurrentKind.Rnn, "rnn", words, mask, gru.Outputs[1], null);
        return Model(builder, ["Decoded", "Cell", "Gru", "Rnn", "Last"], decoder.Output, decoder.Outputs[2], gru.Output, rnn.Output, rnn.Outputs[1]);

        Node Recurrent(RecurrentKind kind, string name, Value input, Value? real, Value? start, Value? startCell)
        {
            long gates = kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };
            string member = CSharpNames.Pascal(name);
            Value Weight(string leaf, params long[] sizes) => builder.Parameter(new(new(member, leaf), $"{name}.{leaf}", new(sizes), Initial.Uniform(0.7)));
            Value?[] starts = start is null && startCell is null ? [] : [start, startCell];
            return builder.AddNode(
                new RecurrentLayersOp(kind, 4, layers: 1, bidirectional: false, sequences: true, withState: true), name,
                [input, Weight("InputWeight", 4 * gates, input.Type.Last.Size.Constant), Weight("StateWeight", 4 * gates, 4), Weight("InputBias", 4 * gates), Weight("StateBias", 4 * gates), real, .. starts]);
        }
    }

    /// <summary>Queries, keys and values of one product, which attention reads where they lie; and of another, which something else reads too.</summary>
    private static LoweredModel SideBySide()
    {
        var builder = new GraphBuilder("SideBySide");
        Value x = builder.Input("x", TensorType.F32(Axis.Batch, Axis.Time(9), Axis.Feature(3)));
        Value qkv = Linear(builder, "qkv", x, 16);
        Value mixed = builder.Add(new AttentionOp(4, causal: true), "mixed", Part(0, 8), Part(8, 4), Part(12, 4), null, null);
        return Model(builder, ["Mixed", "Products"], mixed, qkv);

        Value Part(long start, long width) => builder.Add(new SliceOp(start, width), "part", qkv);
    }

    /// <summary>Passes that are cut into parts, in the middle of what serves some inputs' gradients alone; one matrix is used all along.</summary>
    private static LoweredModel Long()
    {
        var builder = new GraphBuilder("Long");
        (Value x, Value y) = (builder.Input("x", Features(3)), builder.Input("y", Features(3)));
        Value weight = builder.Parameter(new(new("Turn", "Weight"), "turn.weight", new([3L, 3L]), Initial.Uniform(0.3)));
        Value bias = builder.Parameter(new(new("Turn", "Bias"), "turn.bias", new([3L]), Initial.Uniform(1)));
        for (int i = 0; i < 110; i++)
        {
            Value sum = builder.Add(new ElementwiseOp(Functions.Add), "s", x, y);
            Value next = builder.Add(new ElementwiseOp(Functions.Tanh), "a", builder.Add(new LinearOp(), "p", sum, weight, bias, null));
            (x, y) = (next, i % 2 == 0 ? x : y);
        }

        return Model(builder, ["Last", "Other"], x, y);
    }

    private static TensorType Features(long size) => TensorType.F32(Axis.Batch, Axis.Feature(size));

    private static Value Linear(GraphBuilder builder, string name, Value x, long width)
    {
        long own = x.Type.Last.Size.Constant;
        string member = CSharpNames.Pascal(name);
        Value weight = builder.Parameter(new(new(member, "Weight"), name + ".weight", new([width, own]), Initial.Uniform(1)));
        Value bias = builder.Parameter(new(new(member, "Bias"), name + ".bias", new([width]), Initial.Uniform(1)));
        return builder.Add(new LinearOp(), name, x, weight, bias, null);
    }

    private static LoweredModel Model(GraphBuilder builder, string[] names, params Value[] outputs)
    {
        Graph main = builder.Build(OwnResults.Run(builder, outputs));
        return new(new(main.Name, "", main.Name, "public"), Verify.Run(main), null, []) { OutputNames = names };
    }
}
