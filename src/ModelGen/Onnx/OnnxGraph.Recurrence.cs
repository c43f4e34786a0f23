using System;
using System.Linq;

namespace ModelGen.Onnx;

// Recurrent layers as ONNX's own operators. A padded step keeps the state: real steps come first in their order, and then each step looks up its state.
public sealed partial class OnnxGraph
{
    /// <summary>Rnn, Lstm or Gru from states of zeros: [B, T, F] -> [B, T, directions · hidden], or the last states [B, directions · hidden].</summary>
    /// <param name="kind">Rnn, Lstm or Gru.</param>
    /// <param name="weights">Of each layer and direction the input weight, the state weight and their biases, with PyTorch's order of gates.</param>
    public string Recurrent(string x, string kind, long hidden, int layers, bool bidirectional, bool sequences, string? mask, params Parameter[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int directions = bidirectional ? 2 : 1;
        (x, string? lengths) = RealFirst(x, mask);
        string steps = Node("Transpose", [x], ("perm", (long[])[1, 0, 2])); // [T, B, F]
        string last = "";
        for (int layer = 0; layer < layers; layer++)
        {
            Parameter[] own = weights[(4 * layer * directions)..(4 * (layer + 1) * directions)];
            string[] inputs = [steps, Gates(own, kind, 0), Gates(own, kind, 1), Biases(own, kind), lengths ?? ""];
            OnnxAttribute[] attributes = [("hidden_size", hidden), ("direction", bidirectional ? "bidirectional" : "forward")];
            if (kind == "Gru") attributes = [.. attributes, ("linear_before_reset", 1)];
            string[] results = Nodes(kind.ToUpperInvariant(), inputs, 2, attributes); // [T, directions, B, hidden], [directions, B, hidden]
            steps = Reshape(Node("Transpose", [results[0]], ("perm", (long[])[0, 2, 1, 3])), 0, 0, directions * hidden);
            last = results[1];
        }

        if (!sequences) return Reshape(Node("Transpose", [last], ("perm", (long[])[1, 0, 2])), 0, directions * hidden);
        string states = Node("Transpose", "states", [steps], ("perm", (long[])[1, 0, 2]));
        return mask is null ? states : AtSteps(states, mask, hidden, bidirectional);
    }

    /// <summary>The same from given states: the states of all steps [B, T, directions · hidden], the last ones of all layers and directions side by side [B, layers · directions · hidden], and of an Lstm the last cells.</summary>
    /// <param name="kind">Rnn, Lstm or Gru.</param>
    /// <param name="mask">Which steps are real.</param>
    /// <param name="start">[B, layers · directions · hidden]; null: zeros.</param>
    /// <param name="startCell">The same of the cells of an Lstm; null: zeros.</param>
    /// <param name="weights">Of each layer and direction the input weight, the state weight and their biases, with PyTorch's order of gates.</param>
    public string[] RecurrentStates(string x, string kind, long hidden, int layers, bool bidirectional, string? mask, string? start, string? startCell, params Parameter[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int directions = bidirectional ? 2 : 1;
        (x, string? lengths) = RealFirst(x, mask);
        string steps = Node("Transpose", [x], ("perm", (long[])[1, 0, 2])); // [T, B, F]
        string[][] last = new string[layers][];
        for (int layer = 0; layer < layers; layer++)
        {
            Parameter[] own = weights[(4 * layer * directions)..(4 * (layer + 1) * directions)];
            string[] inputs = [steps, Gates(own, kind, 0), Gates(own, kind, 1), Biases(own, kind), lengths ?? "", First(start, layer), .. startCell is null ? (string[])[] : [First(startCell, layer)]];
            OnnxAttribute[] attributes = [("hidden_size", hidden), ("direction", bidirectional ? "bidirectional" : "forward")];
            if (kind == "Gru") attributes = [.. attributes, ("linear_before_reset", 1)];
            string[] results = Nodes(kind.ToUpperInvariant(), inputs, kind == "Lstm" ? 3 : 2, attributes); // [T, directions, B, hidden], [directions, B, hidden]
            steps = Reshape(Node("Transpose", [results[0]], ("perm", (long[])[0, 2, 1, 3])), 0, 0, directions * hidden);
            last[layer] = [.. results[1..].Select(each => Reshape(Node("Transpose", [each], ("perm", (long[])[1, 0, 2])), 0, directions * hidden))];
        }

        string states = Node("Transpose", "states", [steps], ("perm", (long[])[1, 0, 2]));
        string[] ended = [.. Enumerable.Range(0, last[0].Length).Select(which => layers == 1 ? last[0][which] : Concatenate(-1, [.. last.Select(layer => layer[which])]))];
        if (mask is null) return [states, .. ended];
        string any = Cast(Node("ReduceMax", [Cast(mask, OnnxType.Int64), Ints(1)], ("keepdims", 1)), OnnxType.Bool);
        string? top = start is null || layers == 1 ? start : Slice(start, -1, (layers - 1) * directions * hidden, directions * hidden);
        return [AtSteps(states, mask, hidden, bidirectional, top), .. ended.Select((each, which) => Node("Where", "last", [any, each, (which == 0 ? start : startCell) ?? Scalar(0)]))];

        // [directions, B, hidden]
        string First(string? all, int layer) => all is null ? "" : Node("Transpose", [Reshape(Slice(all, -1, layer * directions * hidden, directions * hidden), 0, directions, hidden)], ("perm", (long[])[1, 0, 2]));
    }

    // Real steps before padding, both in their order, and how many are real.
    private (string X, string? Lengths) RealFirst(string x, string? mask)
    {
        if (mask is null) return (x, null);
        string length = Length(mask), padded = Cast(Node("Not", [mask]), OnnxType.Int64);
        string keys = Node("Add", [Node("Mul", [padded, length]), Steps(length)]);
        string order = Nodes("TopK", [keys, length], 2, ("axis", 1), ("largest", 0), ("sorted", 1))[1];
        return (At(x, order), Node("Cast", "lengths", [Node("ReduceSum", [Cast(mask, OnnxType.Int64), Ints(1)], ("keepdims", 0))], ("to", 6)));
    }

    // Forwards the state of the last real step up to each, backwards that of the first one from each on; where there is none what they begin at [B, directions · hidden], or zeros.
    private string AtSteps(string states, string mask, long hidden, bool bidirectional, string? start = null)
    {
        string real = Cast(mask, OnnxType.Int64);
        string seen = Node("CumSum", "seen", [real, Int(1)]);
        if (!bidirectional) return State(states, Node("Max", [Node("Sub", [seen, Int(1)]), Int(0)]), Node("Greater", [seen, Int(0)]), 0);
        string before = Node("Sub", "before", [seen, real]);
        string all = Node("ReduceSum", [real, Ints(1)], ("keepdims", 1));
        string forwards = State(Slice(states, -1, 0, hidden), Node("Max", [Node("Sub", [seen, Int(1)]), Int(0)]), Node("Greater", [seen, Int(0)]), 0);
        string backwards = State(Slice(states, -1, hidden, hidden), Node("Min", [before, Node("Sub", [Length(mask), Int(1)])]), Node("Less", [before, all]), hidden);
        return Concatenate(-1, forwards, backwards);

        string State(string of, string step, string any, long from) => Node("Where", "states", [Last(any), At(of, step), start is null ? Scalar(0) : Node("Unsqueeze", [Slice(start, -1, from, hidden), Ints(1)])]);
    }

    // [directions, gates · hidden, columns], with ONNX's order of gates.
    private string Gates(Parameter[] own, string kind, int which)
    {
        Parameter first = own[which];
        long[] sizes = [own.Length / 4, first.Shape[0], first.Shape[1]];
        return Table("gates of " + first.Name, first.Name, sizes, () => [.. Enumerable.Range(0, own.Length / 4).SelectMany(direction => Ordered(own[(4 * direction) + which], kind))]);
    }

    private string Biases(Parameter[] own, string kind) =>
        Table("gates of " + own[2].Name, own[2].Name, [own.Length / 4, 2 * own[2].Count], () =>
            [.. Enumerable.Range(0, own.Length / 4).SelectMany(direction => Ordered(own[(4 * direction) + 2], kind).Concat(Ordered(own[(4 * direction) + 3], kind)))]);

    // PyTorch: lstm i f g o, gru r z n. ONNX: lstm i o f c, gru z r h.
    private static float[] Ordered(Parameter parameter, string kind)
    {
        int[] order = kind switch { "Lstm" => [0, 3, 1, 2], "Gru" => [1, 0, 2], _ => [0] };
        int gate = parameter.Count / order.Length;
        float[] own = new float[parameter.Count], values = new float[parameter.Count];
        parameter.Read(own); // recurrent operators take floats alone
        for (int i = 0; i < order.Length; i++) own.AsSpan(order[i] * gate, gate).CopyTo(values.AsSpan(i * gate));
        return values;
    }
}
