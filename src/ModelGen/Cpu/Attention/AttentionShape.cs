using System;

namespace ModelGen.Cpu;

/// <summary>Sizes of an attention, and how far apart its rows lie.</summary>
internal struct AttentionShape
{
    public int Batch;
    public int Heads;
    public int KvHeads;
    public int Size;

    /// <summary>Queries of a sequence.</summary>
    public int Queries;

    /// <summary>Keys of a sequence.</summary>
    public int Keys;

    /// <summary>Query i stands at this position + i among the keys (causal only).</summary>
    public int Position;

    public bool Causal;

    /// <summary>A query sees this many keys at most, itself included (causal only); 0: all.</summary>
    public int Window;

    /// <summary>Floats from one token's queries to the next token's.</summary>
    public int QueryStride;

    /// <summary>Floats from one token's keys (and values) to the next token's.</summary>
    public int KeyStride;

    /// <summary>What scores are multiplied by.</summary>
    public float Scale;

    /// <summary>Scores s become SoftCap · tanh(s / SoftCap) (Gemma 2, arXiv:2408.00118); 0: they stay.</summary>
    public float SoftCap;

    /// <summary>The mask numbers the texts of a row: a query sees keys of its own text alone.</summary>
    public bool Texts;

    public readonly int Group => Heads / KvHeads;

    /// <summary>The first key that the query at a place among the keys sees.</summary>
    public readonly int FirstSeen(int place) => Window > 0 ? Math.Max(place - Window + 1, 0) : 0;

    /// <summary>1 / √size: Vaswani et al. 2017, section 3.2.1.</summary>
    public static float Usual(int size) => (float)(1 / Math.Sqrt(size));

    /// <summary>Queries, keys and values side by side in each token.</summary>
    public static AttentionShape Packed(int batch, int length, int heads, int kvHeads, int size, bool causal, int window, float softCap)
    {
        int width = (heads + (2 * kvHeads)) * size;
        return new()
        {
            Batch = batch, Heads = heads, KvHeads = kvHeads, Size = size, Queries = length, Keys = length, Causal = causal, Window = window,
            QueryStride = width, KeyStride = width, Scale = Usual(size), SoftCap = softCap,
        };
    }

    /// <summary>New tokens of one sequence against a cache.</summary>
    public static AttentionShape Cached(int position, int length, int heads, int kvHeads, int size, int window, float softCap) => new()
    {
        Batch = 1, Heads = heads, KvHeads = kvHeads, Size = size, Queries = length, Keys = position + length, Position = position, Causal = true, Window = window,
        QueryStride = (heads + (2 * kvHeads)) * size, KeyStride = kvHeads * size, Scale = Usual(size), SoftCap = softCap,
    };

    /// <summary>Queries of one sequence against keys and values of another, each in a buffer of its own.</summary>
    public static AttentionShape Apart(int batch, int queries, int keys, int heads, int kvHeads, int size, bool causal, float scale, int window, float softCap) => new()
    {
        Batch = batch, Heads = heads, KvHeads = kvHeads, Size = size, Queries = queries, Keys = keys, Causal = causal, Window = window,
        QueryStride = heads * size, KeyStride = kvHeads * size, Scale = scale, SoftCap = softCap,
    };
}
