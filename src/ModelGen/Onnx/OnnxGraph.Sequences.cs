using System;

namespace ModelGen.Onnx;

// Layers over time: x is [B, T, F], a mask [B, T] is true where a step is real.
public sealed partial class OnnxGraph
{
    /// <summary>Which tokens are real.</summary>
    public string PaddingMask(string ids, long padding) => Node("Not", "mask", [Node("Equal", [ids, Int(padding)])]);

    /// <summary>Which of its row's texts a token belongs to, from 1, where a separator is the last token of its text; 0 for padding.</summary>
    /// <param name="padding">The id of padding, or -1.</param>
    public string TextNumbers(string ids, long separator, long padding)
    {
        string ends = Cast(Node("Equal", [ids, Int(separator)]), OnnxType.Int64);
        string numbers = Node("Add", "texts", [Node("CumSum", [ends, Int(1)], ("exclusive", 1)), Int(1)]);
        return padding < 0 ? numbers : Node("Mul", "texts", [numbers, Cast(PaddingMask(ids, padding), OnnxType.Int64)]);
    }

    /// <summary>Rows of a table chosen by ids [B, T], plus positions and segments where there are any; padding has a row of zeros.</summary>
    /// <param name="padding">The id of padding, or -1.</param>
    public string Embedding(string ids, Parameter table, Parameter? positions, Parameter? segments, long padding)
    {
        ArgumentNullException.ThrowIfNull(table);
        string rows;
        if (segments is null)
        {
            rows = LookUp(table, ids);
        }
        else
        {
            // Ids from the vocabulary's size on are those of the second segment.
            string segment = Cast(Node("GreaterOrEqual", [ids, Int(table.Shape[0])]), OnnxType.Int64);
            string word = Node("Sub", [ids, Node("Mul", [segment, Int(table.Shape[0])])]);
            rows = Node("Add", "embedding", [Node("Gather", [Weight(table), word]), Node("Gather", [Weight(segments), segment])]);
        }

        if (padding >= 0) rows = Node("Where", "embedding", [Last(Node("Equal", [ids, Int(padding)])), Scalar(0), rows]);
        return positions is null ? rows : Position(rows, positions);
    }

    /// <summary>Adds the row of a learned table at each position.</summary>
    /// <param name="offset">The first position's row.</param>
    public string Position(string x, Parameter table, long offset = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        string rows = offset == 0 ? Weight(table) : Node("Slice", [Weight(table), Ints(offset), Ints(long.MaxValue), Ints(0)]);
        return Node("Add", "positions", [x, First(rows, x)]);
    }

    /// <summary>Adds sines and cosines of the position (Vaswani et al. 2017, section 3.5).</summary>
    public string Sinusoidal(string x, long context, long width) => Node("Add", "positions", [x, First(Table($"sinusoidal {context} {width}", "sinusoidal", [context, width], () =>
    {
        float[] values = new float[context * width];
        for (long i = 0; i < values.Length; i++)
        {
            double angle = (i / width) * Math.Pow(10000, -(double)(i % width / 2 * 2) / width);
            values[i] = (float)(i % width % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }

        return values;
    }), x)]);

    /// <summary>The first real step; the first of all where none is: [B, T, F] -> [B, F].</summary>
    public string TakeFirst(string x, string? mask = null)
    {
        if (mask is null) return Node("Gather", "first", [x, Int(0)], ("axis", 1));
        // The first of the largest: the first true.
        return Pick(x, Node("ArgMax", [Cast(mask, OnnxType.Int64)], ("axis", 1), ("keepdims", 1)));
    }

    /// <summary>The last real step; the first of all where none is: [B, T, F] -> [B, F].</summary>
    public string TakeLast(string x, string? mask = null)
    {
        if (mask is null) return Node("Gather", "last", [x, Int(-1)], ("axis", 1));
        string steps = Node("Mul", [Cast(mask, OnnxType.Int64), Steps(Length(mask))]);
        return Pick(x, Node("ReduceMax", [steps, Ints(1)], ("keepdims", 1)));
    }

    /// <summary>Maximum or mean of the real steps; 0 without any: [B, T, F] -> [B, F].</summary>
    public string PoolOverTime(string x, bool isMax, string? mask = null)
    {
        if (mask is null) return Node(isMax ? "ReduceMax" : "ReduceMean", [x, Ints(1)], ("keepdims", 0));
        if (!isMax)
        {
            string real = Last(Cast(mask, OnnxType.Float));
            string sum = Node("ReduceSum", [Node("Mul", [x, real]), Ints(1)], ("keepdims", 0));
            return Node("Div", "mean", [sum, Node("Max", [Node("ReduceSum", [real, Ints(1)], ("keepdims", 0)), Scalar(1)])]);
        }

        string least = Node("ReduceMax", [Node("Where", [Last(mask), x, Scalar(float.NegativeInfinity)]), Ints(1)], ("keepdims", 0));
        string any = Node("ReduceMax", [Cast(mask, OnnxType.Int64), Ints(1)], ("keepdims", 1));
        return Node("Where", "maximum", [Cast(any, OnnxType.Bool), least, Scalar(0)]);
    }

    private string Pick(string x, string step) => Node("Squeeze", [At(x, step), Ints(1)]);

    /// <summary>The steps of x that are asked for: [B, T, F], [B, n] -> [B, n, F].</summary>
    private string At(string x, string steps)
    {
        string wide = Node("Expand", [Last(steps), Node("Concat", [Ints(1, 1), Node("Shape", [x], ("start", 2))], ("axis", 0))]);
        return Node("GatherElements", [x, wide], ("axis", 1));
    }

    /// <summary>The number of steps, [1].</summary>
    private string Length(string sequence) => Once("length", sequence, () => Node("Shape", "length", [sequence], ("start", 1), ("end", 2)));

    /// <summary>0 to length - 1.</summary>
    private string Steps(string length) => Once("steps", length, () => Node("Range", "steps", [Int(0), Node("Squeeze", [length]), Int(1)]));

    /// <summary>The rows of a table [context, F] for the steps of x.</summary>
    private string First(string table, string x) => _options.Cache
        ? Node("Slice", [table, Past(), Node("Add", "present", [Past(), Length(x)]), Ints(0)])
        : Node("Slice", [table, Ints(0), Length(x), Ints(0)]);

    /// <summary>[..] -> [.., 1].</summary>
    private string Last(string x) => Node("Unsqueeze", [x, Ints(-1)]);

    private string Cast(string x, OnnxType type) => Node("Cast", [x], ("to", (long)type));

    // A value that is made of another one.
    private string Once(string kind, string of, Func<string> make)
    {
        string key = $"{kind} of {of}";
        return _known.TryGetValue(key, out string? known) ? known : _known[key] = make();
    }
}
