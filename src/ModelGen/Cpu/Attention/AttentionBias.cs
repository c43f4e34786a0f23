using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>What is added to the scores of each query and key, or says which keys a query sees; the same for all heads.</summary>
/// <param name="values">[batch, queries, keys]; null: none.</param>
/// <param name="hides">0 hides a key from a query, and nothing is added.</param>
internal readonly unsafe struct AttentionBias(float* values, bool hides)
{
    public bool IsOn => values != null;

    /// <summary>Changes a tile of scores [keys, lanes] whose first query and key these are.</summary>
    /// <param name="panel">[keys, lanes]: scratch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<T>(float* scores, float* panel, in AttentionShape shape, int b, int query, int key, int keys, int lanes)
        where T : unmanaged, ILanes<T>
    {
        float* rows = values + ((((long)b * shape.Queries) + query) * shape.Keys) + key;
        AttentionPanel.FromRows(rows, shape.Keys, int.Min(lanes, shape.Queries - query), keys, 1, panel, lanes);
        T zero = T.Of(0), hidden = T.Of(float.NegativeInfinity);
        for (int i = 0; i < keys * lanes; i += T.Count)
        {
            T score = T.Load(scores + i), own = T.Load(panel + i);
            (hides ? T.SelectLess(zero, own, score, hidden) : score + own).Store(scores + i);
        }
    }
}
