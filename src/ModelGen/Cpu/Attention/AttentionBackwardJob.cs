using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// Backward attention; a task is one key head of one sequence with all the query heads that share it, so it owns every gradient it
/// writes and sums in one order whatever the team. Where all heads share a bias and its gradient is wanted, a task is one sequence.
/// </summary>
/// <remarks>
/// Probabilities are computed again from the saved log-sum-exp: five products a tile. dV = Pᵀ dO; dP = dO Vᵀ;
/// dS = P · (dP - rowsum(dO · O)); dQ = dS K / √size; dK = dSᵀ Q / √size.
/// </remarks>
internal unsafe struct AttentionBackwardJob : IJob
{
    public AttentionShape Shape;
    public AttentionDropout Dropout;
    public float* Query;
    public float* Key;
    public float* Value;
    public float* Mask;
    public AttentionBias Bias;
    public float* Output;
    public float* LogSumExp;
    public float* DOutput;

    /// <summary>Null where nobody wants the gradient; so are the others.</summary>
    public float* DQuery;
    public float* DKey;
    public float* DValue;
    public float* DBias;

    private int _lanes;
    private int _padded;

    private readonly bool SharesBias => DBias != null && !Bias.IsRelative;

    public void Run(ThreadTeam team)
    {
        _lanes = AttentionPanel.Lanes(Shape.Queries);
        _padded = (Shape.Size + 15) & ~15;
        team.Run(ref this, SharesBias ? Shape.Batch : checked(Shape.Batch * Shape.KvHeads), Lay(null, out _));
    }

    public readonly void Execute(int task, int worker)
    {
        Lay(Scratchpad.Current.Here(Lay(null, out _)), out Parts parts);
        if (!SharesBias)
        {
            int b = task / Shape.KvHeads, head = task % Shape.KvHeads, own = Shape.Group * 2 * Shape.Keys;
            if (DBias != null) Rows.Clear(DBias + ((((long)b * Shape.KvHeads) + head) * own), own);
            KeyHead(b, head, parts);
            return;
        }

        Rows.Clear(DBias + ((long)task * Shape.Queries * Shape.Keys), (long)Shape.Queries * Shape.Keys);
        for (int head = 0; head < Shape.KvHeads; head++) KeyHead(task, head, parts);
    }

    private readonly void KeyHead(int b, int kvHead, in Parts parts)
    {
        if (VectorPath.Has512) KeyHead<Lanes512>(b, kvHead, parts);
        else if (VectorPath.Has256) KeyHead<Lanes256>(b, kvHead, parts);
        else KeyHead<Lanes128>(b, kvHead, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void KeyHead<T>(int b, int kvHead, in Parts parts)
        where T : unmanaged, ILanes<T>
    {
        int size = Shape.Size;
        long sum = (long)_padded * Shape.Keys;
        float* dKeys = parts.DKeys, dValues = parts.DValues;
        Rows.Clear(dKeys, sum);
        Rows.Clear(dValues, sum);
        for (int h = 0; h < Shape.Group; h++)
        {
            for (int first = 0; first < Shape.Queries; first += _lanes)
            {
                Panel<T>(b, (kvHead * Shape.Group) + h, first, parts);
            }
        }

        long at = ((long)b * Shape.Keys * Shape.KeyStride) + ((long)kvHead * size);
        for (int k = 0; k < Shape.Keys; k++)
        {
            if (DKey != null) Rows.Copy(dKeys + ((long)k * _padded), DKey + at, size);
            if (DValue != null) Rows.Copy(dValues + ((long)k * _padded), DValue + at, size);
            at += Shape.KeyStride;
        }
    }

    /// <summary>One panel of queries against all keys that it sees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Panel<T>(int b, int head, int first, in Parts parts)
        where T : unmanaged, ILanes<T>
    {
        int lanes = _lanes, size = Shape.Size, padded = _padded, stride = Shape.QueryStride, keyStride = Shape.KeyStride;
        int count = Math.Min(lanes, Shape.Queries - first);
        float* dKeys = parts.DKeys, dValues = parts.DValues, queries = parts.Queries, dOutputs = parts.DOutputs, dQueries = parts.DQueries;
        float* queryRows = parts.QueryRows, dOutputRows = parts.DOutputRows, scores = parts.Scores, gradients = parts.Gradients;
        float* logs = parts.Logs, dots = parts.Dots;

        long queryAt = ((((long)b * Shape.Queries) + first) * stride) + ((long)head * size);
        float* query = Query + queryAt;
        int outputStride = Shape.Heads * size;
        long outputAt = ((((long)b * Shape.Queries) + first) * outputStride) + ((long)head * size);
        AttentionPanel.FromRows(query, stride, count, size, Shape.Scale, queries, lanes);
        AttentionPanel.FromRows(DOutput + outputAt, outputStride, count, size, 1, dOutputs, lanes);
        AttentionPanel.Pad<T>(query, stride, count, size, Shape.Scale, queryRows, padded, lanes);
        AttentionPanel.Pad<T>(DOutput + outputAt, outputStride, count, size, 1, dOutputRows, padded, lanes);
        long logAt = ((((long)b * Shape.Heads) + head) * Shape.Queries) + first;
        if (VectorPath.Has256 && !VectorPath.Has512) Statistics<Lanes2x256>(logAt, outputAt, count, logs, dots);
        else Statistics<T>(logAt, outputAt, count, logs, dots);
        new Span<float>(dQueries, size * lanes).Clear();

        long kv = ((long)b * Shape.Keys * keyStride) + ((long)(head / Shape.Group) * size);
        float* mask = Mask == null ? null : Mask + ((long)b * Shape.Keys);
        if (Shape.Texts) AttentionTile.Texts(mask + first, count, lanes, parts.Texts);
        int end = Shape.Causal ? Math.Min(first + lanes, Shape.Keys) : Shape.Keys;
        for (int k = Shape.FirstSeen(first); k < end; k += AttentionTile.Keys)
        {
            int n = Math.Min(AttentionTile.Keys, end - k);
            if (Shape.Texts && !AttentionTile.Share(parts.Texts, lanes, mask + k, n)) continue;
            float* keys = Key + kv + ((long)k * keyStride);
            float* values = Value + kv + ((long)k * keyStride);
            AttentionProduct.Run<T>(keys, keyStride, 1, queries, lanes, scores, lanes, n, lanes, size, add: false);
            AttentionProduct.Run<T>(values, keyStride, 1, dOutputs, lanes, gradients, lanes, n, lanes, size, add: false);
            if (Shape.SoftCap > 0) AttentionTile.Bend<T>(scores, n, lanes, Shape.SoftCap, parts.Slopes);
            if (Bias.IsOn) Bias.Apply<T>(scores, parts.Bias, Shape, b, head, first, k, n, lanes);
            int firstSeen = Shape.Causal ? first - k : int.MaxValue;
            if (mask != null || firstSeen < n - 1) AttentionTile.Hide<T>(scores, mask == null ? null : mask + k, n, lanes, firstSeen);
            if (Shape.Window > 0) AttentionTile.HideBefore<T>(scores, n, lanes, firstSeen - Shape.Window + 1);
            if (Shape.Texts) AttentionTile.HideOthers<T>(scores, mask + k, parts.Texts, n, lanes);
            AttentionTile.Probabilities<T>(scores, n, lanes, logs);
            if (Dropout.IsOn)
            {
                ulong index = ((((((ulong)b * (ulong)Shape.Heads) + (ulong)head) * (ulong)Shape.Queries) + (ulong)first) * (ulong)Shape.Keys) + (ulong)k;
                Drop<T>(gradients, index, n);
                AttentionTile.ScoreGradients<T>(scores, gradients, n, lanes, dots);
                Drop<T>(scores, index, n);
            }
            else
            {
                AttentionTile.ScoreGradients<T>(scores, gradients, n, lanes, dots);
            }

            if (DBias != null) AddBias(gradients, b, head, first, count, k, n);
            if (Shape.SoftCap > 0) AttentionTile.Scale<T>(gradients, parts.Slopes, n, lanes);
            if (DValue != null) AttentionProduct.Run<T>(scores, lanes, 1, dOutputRows, padded, dValues + ((long)k * padded), padded, n, padded, lanes, add: true);
            if (DKey != null) AttentionProduct.Run<T>(gradients, lanes, 1, queryRows, padded, dKeys + ((long)k * padded), padded, n, padded, lanes, add: true);
            if (DQuery != null) AttentionProduct.Run<T>(keys, 1, keyStride, gradients, lanes, dQueries, lanes, size, lanes, n, add: true);
        }

        if (DQuery != null) AttentionPanel.ToRows(dQueries, lanes, Shape.Scale, DQuery + queryAt, stride, count, size);
    }

    private readonly void AddBias(float* gradients, int b, int head, int first, int count, int key, int keys)
    {
        for (int i = 0; i < count; i++)
        {
            float* row = DBias + Bias.At(Shape, b, head, first + i, key);
            for (int j = 0; j < keys; j++) row[j] += gradients[(j * _lanes) + i];
        }
    }

    private readonly void Drop<T>(float* tile, ulong index, int count)
        where T : unmanaged, ILanes<T>
    {
        for (int j = 0; j < count; j++)
        {
            Dropout.Apply<T>(tile + (j * _lanes), index + (ulong)j, (uint)Shape.Keys, _lanes);
        }
    }

    /// <summary>Each query's log-sum-exp, and Σ dO · O, which is Σ dP · P over its keys, dropped ones included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Statistics<T>(long logAt, long outputAt, int count, float* logs, float* dots)
        where T : unmanaged, ILanes<T>
    {
        int size = Shape.Size;
        for (int i = 0; i < _lanes; i++)
        {
            // Queries that see no key, and lanes without a query, get probabilities of exp(-huge) = 0.
            (logs[i], dots[i]) = (float.MaxValue, 0);
            if (i >= count) continue;
            float log = LogSumExp[logAt + i];
            if (log != float.NegativeInfinity) logs[i] = log;
            long at = outputAt + ((long)i * Shape.Heads * size);
            T sum = T.Of(0);
            for (int d = 0; d < size; d += T.Count)
            {
                sum = T.Fma(LaneMath.Load<T>(Output + at + d, size - d), LaneMath.Load<T>(DOutput + at + d, size - d), sum);
            }

            dots[i] = T.Sum(sum);
        }
    }

    private readonly long Lay(float* memory, out Parts parts)
    {
        ScratchLayout layout = new(memory);
        parts = new()
        {
            DKeys = layout.Take((long)_padded * Shape.Keys),
            DValues = layout.Take((long)_padded * Shape.Keys),
            Queries = layout.Take((long)Shape.Size * _lanes),
            DOutputs = layout.Take((long)Shape.Size * _lanes),
            DQueries = layout.Take((long)Shape.Size * _lanes),
            QueryRows = layout.Take((long)_lanes * _padded),
            DOutputRows = layout.Take((long)_lanes * _padded),
            Scores = layout.Take(AttentionTile.Keys * _lanes),
            Gradients = layout.Take(AttentionTile.Keys * _lanes),
            Texts = layout.Take(Shape.Texts ? _lanes : 0),
            Bias = layout.Take(Bias.IsOn ? AttentionTile.Keys * _lanes : 0),
            Slopes = layout.Take(Shape.SoftCap > 0 ? AttentionTile.Keys * _lanes : 0),
            Logs = layout.Take(_lanes),
            Dots = layout.Take(_lanes),
        };
        return layout.Floats;
    }

    /// <summary>A task's memory.</summary>
    private struct Parts
    {
        public float* DKeys; // [keys, padded]
        public float* DValues; // [keys, padded]
        public float* Queries; // [size, lanes]
        public float* DOutputs; // [size, lanes]
        public float* DQueries; // [size, lanes]
        public float* QueryRows; // [lanes, padded]
        public float* DOutputRows; // [lanes, padded]
        public float* Scores; // [keys of a tile, lanes]
        public float* Gradients; // [keys of a tile, lanes]
        public float* Texts; // [lanes]
        public float* Bias; // [keys of a tile, lanes]
        public float* Slopes; // [keys of a tile, lanes]: of the soft cap
        public float* Logs; // [lanes]
        public float* Dots; // [lanes]
    }
}
