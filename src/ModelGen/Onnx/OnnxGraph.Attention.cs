using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Onnx;

// Attention over heads. A packed row is [queries | keys | values].
public sealed partial class OnnxGraph
{
    private readonly Dictionary<string, string[]> _heads = [];

    /// <summary>Turns queries and keys by their positions (Su et al. 2021, arXiv:2104.09864; element i with i + size / 2). The result is what <c>Attention</c> takes.</summary>
    public string Rotary(string packed, long heads, long keyValue, long size, double theta, long context)
    {
        double[] frequencies = new double[size / 2];
        for (int i = 0; i < frequencies.Length; i++) frequencies[i] = Math.Pow(theta, -2.0 * i / size);
        return Rotary(packed, heads, keyValue, size, frequencies, context);
    }

    /// <summary>The same with frequencies of their own: element i of each head pairs with i + n, for n frequencies; what lies behind the pairs stays.</summary>
    /// <param name="frequencies">Radians of a position, for each pair; at most size / 2.</param>
    /// <param name="magnitude">What turns is multiplied by this.</param>
    public string Rotary(string packed, long heads, long keyValue, long size, double[] frequencies, long context, double magnitude = 1)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        string[] pieces = Heads(packed, heads, keyValue, size);
        string cos = First(Angles("cos", Math.Cos), packed), sin = First(Angles("sin", Math.Sin), packed);
        string name = Fresh("rotary");
        _heads[name] = [Turn(pieces[0]), Turn(pieces[1]), pieces[2]];
        _known[$"length of {name}"] = Length(packed);
        return name;

        string Angles(string kind, Func<double, double> function)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{kind} {context} of {string.Join(' ', frequencies)} times {magnitude}");
            return Table(key, "rotary." + kind, [context, frequencies.Length], () =>
            {
                float[] values = new float[context * frequencies.Length];
                for (long i = 0; i < values.Length; i++) values[i] = (float)(magnitude * function(i / frequencies.Length * frequencies[i % frequencies.Length]));
                return values;
            });
        }

        string Turn(string x)
        {
            long half = frequencies.Length, rest = size - (2 * half);
            string[] parts = rest == 0 ? Nodes("Split", [x], 2, ("axis", -1), ("num_outputs", 2)) : Nodes("Split", [x, Ints(half, half, rest)], 3, ("axis", -1));
            string a = Node("Sub", [Node("Mul", [parts[0], cos]), Node("Mul", [parts[1], sin])]);
            string b = Node("Add", [Node("Mul", [parts[1], cos]), Node("Mul", [parts[0], sin])]);
            return Node("Concat", "turned", [a, b, .. parts[2..]], ("axis", -1));
        }
    }

    /// <summary>softmax(q · kᵀ / √size) · v for each head (Vaswani et al. 2017, section 3.2): [B, T, packed] -> [B, T, heads · size]. A row that sees no key gives 0.</summary>
    /// <param name="keyValue">Heads of keys and values; query head h reads h / (heads / keyValue).</param>
    /// <param name="causal">A step sees itself and those before it.</param>
    /// <param name="mask">Which keys are real.</param>
    /// <param name="window">A step sees so many keys at most, itself included; causal only; 0: all.</param>
    /// <param name="softCap">Scores s become softCap · tanh(s / softCap); 0: they stay.</param>
    /// <param name="texts">The mask numbers the texts of a row, 0 for padding: a step sees its own text alone.</param>
    public string Attention(string packed, long heads, long keyValue, long size, bool causal, string? mask = null, long window = 0, float softCap = 0, bool texts = false)
    {
        RefuseWithCache(mask, null);
        string[] pieces = [.. Heads(packed, heads, keyValue, size)];
        string? sees = _options.Cache && causal ? Cached(pieces, keyValue, size, Length(packed), window)
            : texts ? Both(Sees(Length(packed), causal, null, window), Texts(mask!)) : Sees(Length(packed), causal, mask, window);
        return Attend(pieces, heads, keyValue, size, 1 / Math.Sqrt(size), null, sees, mask is not null, softCap);
    }

    /// <summary>The same with queries [B, T, heads · size] apart from keys and values [B, S, keyValue · size], which may be those of another sequence.</summary>
    /// <param name="keyValue">Heads of keys and values.</param>
    /// <param name="causal">Step t sees the keys up to t.</param>
    /// <param name="scale">What scores are multiplied by; 0: 1 / √size.</param>
    /// <param name="mask">Which keys are real.</param>
    /// <param name="bias">[B, T, S], added to the scores. See <paramref name="relative"/>.</param>
    /// <param name="sees">[B, T, S]: which keys a step sees.</param>
    /// <param name="window">A step sees so many keys at most, itself included; causal only; 0: all.</param>
    /// <param name="softCap">Scores s become softCap · tanh(s / softCap); 0: they stay.</param>
    /// <param name="texts">The mask numbers the texts of a row, 0 for padding: a step sees its own text alone.</param>
    /// <param name="relative">The bias is [B, heads, 2 T]: the number j - i + T - 1 of a head is added for the query i and the key j.</param>
    public string Attention(string query, string key, string value, long heads, long keyValue, long size, bool causal, double scale = 0, string? mask = null, string? bias = null, string? sees = null, long window = 0, float softCap = 0, bool texts = false, bool relative = false)
    {
        string[] pieces = [Head(query, heads, size), Head(key, keyValue, size), Head(value, keyValue, size)];
        RefuseWithCache(mask ?? bias, sees);
        string? all = !causal ? null : _options.Cache ? Cached(pieces, keyValue, size, Length(query), window) : Earlier(Steps(Length(key)), Steps(Length(query)), window);
        if (mask is not null) all = Both(all, Once("keys", mask, () => texts ? Texts(mask) : Node("Unsqueeze", "keys", [mask, Ints(1, 2)])));
        if (sees is not null) all = Both(all, Node("Unsqueeze", "sees", [sees, Ints(1)]));
        return Attend(pieces, heads, keyValue, size, scale == 0 ? 1 / Math.Sqrt(size) : scale, bias is null ? null : relative ? Ways(bias, Length(key)) : Node("Unsqueeze", [bias, Ints(1)]), all, mask is not null || sees is not null, softCap);
    }

    // [B, heads, 2 T] to [B, heads, T, T]: the number j - i + T - 1 of a head for the query i and the key j.
    private string Ways(string bias, string length) => Once("ways", bias, () =>
    {
        string steps = Steps(length), last = Node("Add", [steps, Node("Sub", [length, Int(1)])]);
        return Node("Gather", "ways", [bias, Node("Sub", [last, Node("Unsqueeze", [steps, Ints(1)])])], ("axis", 2));
    });

    private string Both(string? one, string other) => one is null ? other : Node("And", "sees", [other, one]);

    // [B, 1, T, T], true where both steps are of one text.
    private string Texts(string numbers) => Once("texts", numbers, () =>
    {
        string keys = Node("Unsqueeze", "keys", [numbers, Ints(1, 2)]);
        return Node("And", "sees", [Node("Equal", [keys, Node("Unsqueeze", [numbers, Ints(1, 3)])]), Node("Not", [Node("Equal", [keys, Int(0)])])]);
    });

    // mayBeBlind: a query may see no key.
    private string Attend(string[] pieces, long heads, long keyValue, long size, double scale, string? bias, string? sees, bool mayBeBlind, float softCap)
    {
        (string q, string k, string v) = (pieces[0], Share(pieces[1]), Share(pieces[2]));
        string scores = Node("MatMul", "scores", [Node("Mul", [q, Scalar((float)scale)]), Node("Transpose", [k], ("perm", (long[])[0, 1, 3, 2]))]);
        if (softCap > 0) scores = Node("Mul", "scores", [Node("Tanh", [Node("Mul", [scores, Scalar(1 / softCap)])]), Scalar(softCap)]);
        if (bias is not null) scores = Node("Add", "scores", [scores, bias]);
        if (sees is not null) scores = Node("Where", "scores", [sees, scores, Scalar(-1e9f)]); // finite, so that a row that sees nothing is no NaN
        string mixed = Node("MatMul", "mixed", [Node("Softmax", [scores], ("axis", -1)), v]);
        if (mayBeBlind)
        {
            string any = Node("ReduceMax", [Cast(sees!, OnnxType.Float), Ints(-1)], ("keepdims", 1));
            mixed = Node("Mul", "mixed", [mixed, any]);
        }

        return Reshape(Node("Transpose", [mixed], ("perm", (long[])[0, 2, 1, 3])), 0, 0, heads * size);

        string Share(string x)
        {
            if (heads == keyValue) return x;
            string row = Node("Unsqueeze", [x, Ints(2)]);
            return Node("Reshape", "shared", [Node("Expand", [row, Ints(1, 1, heads / keyValue, 1, 1)]), Ints(0, heads, -1, size)]);
        }
    }

    // [B or 1, 1, T or 1, T], true where a query sees a key; null: everywhere.
    private string? Sees(string length, bool causal, string? mask, long window)
    {
        string near = window == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"near {window} ");
        string? earlier = !causal ? null : Once(near + "earlier", length, () => Earlier(Steps(length), Steps(length), window));
        if (mask is null) return earlier;
        string real = Once("keys", mask, () => Node("Unsqueeze", "keys", [mask, Ints(1, 2)]));
        return earlier is null ? real : Once(near + "earlier keys", mask, () => Node("And", "sees", [real, earlier]));
    }

    // [queries, keys], true where a key does not lie behind a query, nor before its window.
    private string Earlier(string keys, string queries, long window)
    {
        string column = Node("Unsqueeze", [queries, Ints(1)]), earlier = Node("LessOrEqual", "earlier", [keys, column]);
        return window == 0 ? earlier : Node("And", "near", [earlier, Node("Greater", [Node("Add", [keys, Int(window)]), column])]);
    }

    // Queries, keys and values as [B, heads, T, size].
    private string[] Heads(string packed, long heads, long keyValue, long size)
    {
        if (_heads.TryGetValue(packed, out string[]? known)) return known;
        string[] pieces = Nodes("Split", [packed, Ints(heads * size, keyValue * size, keyValue * size)], 3, ("axis", -1));
        for (int i = 0; i < 3; i++) pieces[i] = Head(pieces[i], i == 0 ? heads : keyValue, size);
        return pieces;
    }

    // [B, T, heads · size] -> [B, heads, T, size].
    private string Head(string x, long heads, long size) => Node("Transpose", "heads", [Reshape(x, 0, 0, heads, size)], ("perm", (long[])[0, 2, 1, 3]));
}
