using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Forward attention; a task is two panels of queries of one head.</summary>
internal unsafe struct AttentionForwardJob : IJob
{
    private const int Panels = 2;

    /// <summary>Below any score and finite, so that differences of two maxima are never NaN.</summary>
    private const float Lowest = -1e30f;

    public AttentionShape Shape;
    public AttentionDropout Dropout;
    public float* Query;
    public float* Key;
    public float* Value;
    public float* Mask;
    public AttentionBias Bias;
    public float* Output;
    public float* LogSumExp;

    private int _lanes;
    private int _blocks;

    public void Run(ThreadTeam team)
    {
        _lanes = AttentionPanel.Lanes(Shape.Queries);
        _blocks = (Shape.Queries + (Panels * _lanes) - 1) / (Panels * _lanes);
        team.Run(ref this, checked(Shape.Batch * Shape.Heads * _blocks), Lay(null, out _));
    }

    public readonly void Execute(int task, int worker)
    {
        // The last block of a causal head is the longest: it goes first.
        int block = _blocks - 1 - (task % _blocks);
        int head = task / _blocks % Shape.Heads;
        int b = task / _blocks / Shape.Heads;
        Lay(Scratchpad.Current.Here(Lay(null, out _)), out Parts parts);
        if (VectorPath.Has512) Block<Lanes512>(b, head, block, parts);
        else if (VectorPath.Has256) Block<Lanes256>(b, head, block, parts);
        else Block<Lanes128>(b, head, block, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Block<T>(int b, int head, int block, in Parts parts)
        where T : unmanaged, ILanes<T>
    {
        int lanes = _lanes, size = Shape.Size, panel = size * lanes;
        int first = block * Panels * lanes;
        int panels = Math.Min(Panels, (Shape.Queries - first + lanes - 1) / lanes);
        float* queries = parts.Queries, outputs = parts.Outputs, maxima = parts.Maxima, sums = parts.Sums, scores = parts.Scores;

        float* query = Query + ((((long)b * Shape.Queries) + first) * Shape.QueryStride) + ((long)head * size);
        for (int p = 0; p < panels; p++)
        {
            int count = Math.Min(lanes, Shape.Queries - first - (p * lanes));
            AttentionPanel.FromRows(query + ((long)p * lanes * Shape.QueryStride), Shape.QueryStride, count, size, Shape.Scale, queries + (p * panel), lanes);
        }

        new Span<float>(outputs, panels * panel).Clear();
        new Span<float>(maxima, panels * lanes).Fill(Lowest);
        new Span<float>(sums, panels * lanes).Clear();

        long kv = ((long)b * Shape.Keys * Shape.KeyStride) + ((long)(head / Shape.Group) * size);
        float* mask = Mask == null ? null : Mask + ((long)b * Shape.Keys);
        int end = Seen(first + (panels * lanes) - 1);
        for (int k = Shape.FirstSeen(Shape.Position + first); k < end; k += AttentionTile.Keys)
        {
            float* keys = Key + kv + ((long)k * Shape.KeyStride);
            float* values = Value + kv + ((long)k * Shape.KeyStride);
            for (int p = 0; p < panels; p++)
            {
                int firstQuery = first + (p * lanes);
                int count = Math.Min(AttentionTile.Keys, Seen(firstQuery + lanes - 1) - k);
                if (count <= 0) continue;
                if (Shape.Texts)
                {
                    AttentionTile.Texts(mask + firstQuery, Math.Min(lanes, Shape.Queries - firstQuery), lanes, parts.Texts);
                    if (!AttentionTile.Share(parts.Texts, lanes, mask + k, count)) continue;
                }

                AttentionProduct.Run<T>(keys, Shape.KeyStride, 1, queries + (p * panel), lanes, scores, lanes, count, lanes, size, add: false);
                if (Shape.SoftCap > 0) AttentionTile.Bend<T>(scores, count, lanes, Shape.SoftCap, null);
                if (Bias.IsOn) Bias.Apply<T>(scores, parts.Bias, Shape, b, head, firstQuery, k, count, lanes);
                int firstSeen = Shape.Causal ? Shape.Position + firstQuery - k : int.MaxValue;
                if (mask != null || firstSeen < count - 1) AttentionTile.Hide<T>(scores, mask == null ? null : mask + k, count, lanes, firstSeen);
                if (Shape.Window > 0) AttentionTile.HideBefore<T>(scores, count, lanes, firstSeen - Shape.Window + 1);
                if (Shape.Texts) AttentionTile.HideOthers<T>(scores, mask + k, parts.Texts, count, lanes);
                AttentionTile.Accumulate<T>(scores, count, lanes, maxima + (p * lanes), sums + (p * lanes), outputs + (p * panel), size);
                if (Dropout.IsOn) Drop<T>(scores, b, head, firstQuery, k, count);
                AttentionProduct.Run<T>(values, 1, Shape.KeyStride, scores, lanes, outputs + (p * panel), lanes, size, lanes, count, add: true);
            }
        }

        for (int p = 0; p < panels; p++)
        {
            Finish<T>(b, head, first + (p * lanes), outputs + (p * panel), maxima + (p * lanes), sums + (p * lanes));
        }
    }

    /// <summary>How many keys a query sees.</summary>
    private readonly int Seen(int query) => Shape.Causal ? Math.Min(Shape.Position + query + 1, Shape.Keys) : Shape.Keys;

    private readonly void Drop<T>(float* scores, int b, int head, int query, int key, int count)
        where T : unmanaged, ILanes<T>
    {
        ulong index = ((((((ulong)b * (ulong)Shape.Heads) + (ulong)head) * (ulong)Shape.Queries) + (ulong)query) * (ulong)Shape.Keys) + (ulong)key;
        for (int j = 0; j < count; j++)
        {
            Dropout.Apply<T>(scores + (j * _lanes), index + (ulong)j, (uint)Shape.Keys, _lanes);
        }
    }

    /// <summary>Divides by the sums and writes a panel out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish<T>(int b, int head, int first, float* output, float* maximum, float* sum)
        where T : unmanaged, ILanes<T>
    {
        int lanes = _lanes, size = Shape.Size, count = Math.Min(lanes, Shape.Queries - first);
        for (int i = 0; i < lanes; i += T.Count)
        {
            // A sum of 0: all keys were hidden.
            T total = T.Load(sum + i);
            T inverse = T.SelectLess(T.Of(0), total, T.Of(1) / total, total);
            for (int d = 0; d < size; d++)
            {
                (T.Load(output + (d * lanes) + i) * inverse).Store(output + (d * lanes) + i);
            }
        }

        int stride = Shape.Heads * size;
        float* rows = Output + ((((long)b * Shape.Queries) + first) * stride) + ((long)head * size);
        AttentionPanel.ToRows(output, lanes, 1, rows, stride, count, size);
        if (LogSumExp == null) return;
        float* logs = LogSumExp + ((((long)b * Shape.Heads) + head) * Shape.Queries) + first;
        for (int i = 0; i < count; i++)
        {
            logs[i] = sum[i] == 0 ? float.NegativeInfinity : maximum[i] + MathF.Log(sum[i]);
        }
    }

    private readonly long Lay(float* memory, out Parts parts)
    {
        ScratchLayout layout = new(memory);
        parts = new()
        {
            Queries = layout.Take((long)Panels * Shape.Size * _lanes),
            Outputs = layout.Take((long)Panels * Shape.Size * _lanes),
            Maxima = layout.Take(Panels * _lanes),
            Sums = layout.Take(Panels * _lanes),
            Scores = layout.Take(AttentionTile.Keys * _lanes),
            Texts = layout.Take(Shape.Texts ? _lanes : 0),
            Bias = layout.Take(Bias.IsOn ? AttentionTile.Keys * _lanes : 0),
        };
        return layout.Floats;
    }

    /// <summary>A task's memory.</summary>
    private struct Parts
    {
        public float* Queries; // [panels, size, lanes]
        public float* Outputs; // [panels, size, lanes]
        public float* Maxima; // [panels, lanes]
        public float* Sums; // [panels, lanes]
        public float* Scores; // [keys of a tile, lanes]
        public float* Texts; // [lanes]
        public float* Bias; // [keys of a tile, lanes]
    }
}
