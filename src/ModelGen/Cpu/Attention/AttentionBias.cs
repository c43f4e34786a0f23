using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>What is added to the scores of each query and key, or says which keys a query sees: the same for all heads, or of each head by the way from a query to a key.</summary>
/// <param name="values">[batch, queries, keys]; by the way [batch, heads, 2 · keys], of which the last number is read by nobody; null: none.</param>
/// <param name="hides">0 hides a key from a query, and nothing is added.</param>
/// <param name="isRelative">A key at place j has the number j - i + keys - 1 of its head for the query at place i; there are as many queries as keys.</param>
internal readonly unsafe struct AttentionBias(float* values, bool hides, bool isRelative = false)
{
    public bool IsOn => values != null;

    public bool IsRelative => isRelative;

    /// <summary>Where the number for a query and a key stands.</summary>
    public long At(in AttentionShape shape, int b, int head, int query, int key) => isRelative
        ? ((((long)b * shape.Heads) + head) * 2 * shape.Keys) + key - query + shape.Keys - 1
        : ((((long)b * shape.Queries) + query) * shape.Keys) + key;

    /// <summary>Numbers from a query's row to the next one's.</summary>
    public nint Stride(in AttentionShape shape) => isRelative ? -1 : shape.Keys;

    /// <summary>Changes a tile of scores [keys, lanes] whose first query and key these are.</summary>
    /// <param name="panel">[keys, lanes]: scratch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<T>(float* scores, float* panel, in AttentionShape shape, int b, int head, int query, int key, int keys, int lanes)
        where T : unmanaged, ILanes<T>
    {
        AttentionPanel.FromRows(values + At(shape, b, head, query, key), Stride(shape), int.Min(lanes, shape.Queries - query), keys, 1, panel, lanes);
        T zero = T.Of(0), hidden = T.Of(float.NegativeInfinity);
        for (int i = 0; i < keys * lanes; i += T.Count)
        {
            T score = T.Load(scores + i), own = T.Load(panel + i);
            (hides ? T.SelectLess(zero, own, score, hidden) : score + own).Store(scores + i);
        }
    }
}
