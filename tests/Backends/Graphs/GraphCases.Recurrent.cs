using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RecurrentLayers;
using ModelGen.Compiler.Ops.TakeLast;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

/// <content>Recurrent layers that go on from others.</content>
internal static partial class GraphCases
{
    private static LoweredModel PaddedRecurrence() => Recurrence("PaddedRecurrence", padded: true);

    private static LoweredModel PlainRecurrence() => Recurrence("PlainRecurrence", padded: false);

    private static LoweredModel PaddedStacks() => Stacks("PaddedStacks", padded: true);

    private static LoweredModel PlainStacks() => Stacks("PlainStacks", padded: false);

    /// <summary>Each cell goes on from the last state of another kind's; an Lstm from its cell too, or from that alone.</summary>
    private static LoweredModel Recurrence(string name, bool padded)
    {
        (GraphBuilder builder, Value words, Value? mask) = Words(name, padded);
        Node lstm = Cell(RecurrentKind.Lstm, "first", null, null);
        Node again = Cell(RecurrentKind.Lstm, "again", lstm.Outputs[1], lstm.Outputs[2]);
        Node cell = Cell(RecurrentKind.Lstm, "cell", null, again.Outputs[2]);
        Node gru = Cell(RecurrentKind.Gru, "gru", cell.Outputs[1], null);
        Node rnn = Cell(RecurrentKind.Rnn, "rnn", gru.Outputs[1], null);
        Value all = Map(builder, "all", v => (v[0] * v[1]) + v[2], lstm.Output, gru.Output, rnn.Output);
        Value last = Map(builder, "last", v => v[0] + v[1] + v[2], rnn.Outputs[1], cell.Outputs[2], builder.Add(new TakeLastOp(), "taken", all, null));
        return Model(builder, Linear(builder, "head", last, 3));

        Node Cell(RecurrentKind kind, string own, Value? start, Value? startCell) => Recurrent(builder, kind, own, layers: 1, bidirectional: false, words, mask, start, startCell);
    }

    /// <summary>The same of two layers in both directions: the states of all four go on together.</summary>
    private static LoweredModel Stacks(string name, bool padded)
    {
        (GraphBuilder builder, Value words, Value? mask) = Words(name, padded);
        Node gru = Stack(RecurrentKind.Gru, "gru", words, null, null);
        Node again = Stack(RecurrentKind.Gru, "again", gru.Output, gru.Outputs[1], null);
        Node lstm = Stack(RecurrentKind.Lstm, "lstm", again.Output, again.Outputs[1], gru.Outputs[1]);
        Node rnn = Stack(RecurrentKind.Rnn, "rnn", words, lstm.Outputs[2], null);
        Value all = Map(builder, "all", v => (v[0] * v[1]) + v[2], lstm.Output, again.Output, rnn.Output);
        Value last = Map(builder, "last", v => v[0] + v[1] + v[2], rnn.Outputs[1], lstm.Outputs[1], again.Outputs[1]);
        return Model(builder, Map(builder, "y", v => v[0] + v[1], Linear(builder, "head", last, 3), Linear(builder, "end", builder.Add(new TakeLastOp(), "taken", all, null), 3)));

        Node Stack(RecurrentKind kind, string own, Value x, Value? start, Value? startCell) => Recurrent(builder, kind, own, layers: 2, bidirectional: true, x, mask, start, startCell);
    }

    private static (GraphBuilder Builder, Value Words, Value? Mask) Words(string name, bool padded)
    {
        if (padded)
        {
            return Padded(name);
        }

        var builder = new GraphBuilder(name);
        return (builder, Input(builder, Steps(5)), null);
    }

    // States of four numbers, each layer's and direction's last ones among the results.
    private static Node Recurrent(GraphBuilder builder, RecurrentKind kind, string own, int layers, bool bidirectional, Value x, Value? mask, Value? start, Value? startCell)
    {
        const long hidden = 4;
        long gates = hidden * kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };
        List<Value?> inputs = [x];
        for (int layer = 0; layer < layers; layer++)
        {
            long width = layer == 0 ? x.Type.Last.Size.Constant : bidirectional ? 2 * hidden : hidden;
            foreach (bool reverse in bidirectional ? [false, true] : new[] { false })
            {
                string at = layers == 1 && !bidirectional ? "" : $"Layer{layer}{(reverse ? "Reverse" : "")}", suffix = $"_l{layer}{(reverse ? "_reverse" : "")}";
                Value Weight(string leaf, string file, params long[] sizes) => builder.Parameter(new(new(CSharpNames.Pascal(own), at + leaf), $"{own}.{file}{suffix}", new(sizes), Initial.Uniform(0.7)));
                inputs.AddRange([Weight("InputWeight", "weight_ih", gates, width), Weight("StateWeight", "weight_hh", gates, hidden), Weight("InputBias", "bias_ih", gates), Weight("StateBias", "bias_hh", gates)]);
            }
        }

        return builder.AddNode(new RecurrentLayersOp(kind, hidden, layers, bidirectional, sequences: true, withState: true), own, [.. inputs, mask, .. start is null && startCell is null ? [] : new[] { start, startCell }]);
    }
}
