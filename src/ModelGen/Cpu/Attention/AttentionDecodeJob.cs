using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// Attention of a few new tokens to the cache: bound by reading the cache once, so plain dot products along the rows. A task is
/// some of the key heads.
/// </summary>
internal unsafe struct AttentionDecodeJob : IJob
{
    public AttentionShape Shape;
    public float* Query;
    public float* Key;
    public float* Value;
    public float* Output;

    /// <summary>Of branches: the keys of their own tokens; queries are then of one text each, and <see cref="AttentionShape.Position"/> tokens are shared.</summary>
    public float* OwnKey;
    public float* OwnValue;

    /// <summary>[queries, <see cref="PlacesStride"/>]: the row of each of a text's own tokens.</summary>
    public int* Places;
    public int PlacesStride;

    /// <summary>Own tokens of each text; 0: there are no branches.</summary>
    public int Own;

    private int _perTask;

    public void Run(ThreadTeam team)
    {
        long headFloats = 2L * Shape.Keys * Shape.Size * Shape.Group * Shape.Queries;
        _perTask = RowPartition.RowsPerTask(Shape.KvHeads, headFloats, 64 * 1024);
        team.Run(ref this, RowPartition.Tasks(Shape.KvHeads, _perTask), Shape.Keys);
    }

    public readonly void Execute(int task, int worker)
    {
        float* scores = Scratchpad.Current.Here(Shape.Keys);
        int end = Math.Min((task + 1) * _perTask, Shape.KvHeads);
        for (int kvHead = task * _perTask; kvHead < end; kvHead++)
        {
            for (int h = 0; h < Shape.Group; h++)
            {
                for (int t = 0; t < Shape.Queries; t++)
                {
                    int head = (kvHead * Shape.Group) + h;
                    float* query = Query + ((long)t * Shape.QueryStride) + ((long)head * Shape.Size);
                    float* output = Output + ((((long)t * Shape.Heads) + head) * Shape.Size);
                    int shared = Own > 0 ? Shape.Position : Shape.Position + t + 1;
                    int* places = Places + ((long)t * PlacesStride);
                    bool isWhole = Shape.Size % 16 == 0;
                    if (VectorPath.Has512 && isWhole) Row<Lanes512>(query, kvHead, shared, places, scores, output);
                    else if (VectorPath.Has256 && isWhole) Row<Lanes2x256>(query, kvHead, shared, places, scores, output);
                    else if (VectorPath.Has256) Row<Lanes256>(query, kvHead, shared, places, scores, output);
                    else Row<Lanes128>(query, kvHead, shared, places, scores, output);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row<T>(float* query, int kvHead, int shared, int* places, float* scores, float* output)
        where T : unmanaged, ILanes<T>
    {
        int first = Shape.FirstSeen(shared + Own - 1), unseen = Math.Max(first - shared, 0);
        int own = Own - unseen;
        shared = Math.Max(shared - first, 0);
        places += unseen;
        int keys = shared + own;
        long head = (long)kvHead * Shape.Size, start = ((long)first * Shape.KeyStride) + head;
        float max = Scores<T>(query, Key + start, shared, scores);
        for (int j = 0; j < own; j++)
        {
            scores[shared + j] = T.Sum(Product<T>(query, OwnKey + head + ((long)places[j] * Shape.KeyStride))) * Shape.Scale;
            max = MathF.Max(max, scores[shared + j]);
        }

        if (Shape.SoftCap > 0) max = Bend<T>(scores, keys, max);
        T shift = T.Of(max), sum = T.Of(0);
        for (int j = 0; j < keys; j += T.Count)
        {
            T p = LaneMath.Fill(T.Exp(LaneMath.Load<T>(scores + j, keys - j) - shift), keys - j, 0);
            sum += p;
            LaneMath.Store(p, scores + j, keys - j);
        }

        Mix<T>(Value + start, shared, OwnValue + head, places, own, scores, 1 / T.Sum(sum), output);
    }

    /// <summary>score = cap · tanh(score / cap); returns the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float Bend<T>(float* scores, int keys, float max)
        where T : unmanaged, ILanes<T>
    {
        T inverse = T.Of(1 / Shape.SoftCap), most = T.Of(Shape.SoftCap);
        for (int j = 0; j < keys; j += T.Count)
        {
            LaneMath.Store(T.Tanh(LaneMath.Load<T>(scores + j, keys - j) * inverse) * most, scores + j, keys - j);
        }

        return Shape.SoftCap * MathF.Tanh(max / Shape.SoftCap);
    }

    /// <summary>scores = keys · query / √size, four keys at a time; returns the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float Scores<T>(float* query, float* key, int keys, float* scores)
        where T : unmanaged, ILanes<T>
    {
        int size = Shape.Size;
        nint stride = Shape.KeyStride;
        float scale = Shape.Scale, max = float.MinValue;
        int j = 0;
        for (; j <= keys - 4; j += 4)
        {
            T a = T.Of(0), b = a, c = a, e = a;
            for (int d = 0; d < size; d += T.Count)
            {
                int left = size - d;
                T q = LaneMath.Load<T>(query + d, left);
                a = T.Fma(q, LaneMath.Load<T>(key + d, left), a);
                b = T.Fma(q, LaneMath.Load<T>(key + stride + d, left), b);
                c = T.Fma(q, LaneMath.Load<T>(key + (2 * stride) + d, left), c);
                e = T.Fma(q, LaneMath.Load<T>(key + (3 * stride) + d, left), e);
            }

            scores[j] = T.Sum(a) * scale;
            scores[j + 1] = T.Sum(b) * scale;
            scores[j + 2] = T.Sum(c) * scale;
            scores[j + 3] = T.Sum(e) * scale;
            max = MathF.Max(max, MathF.Max(MathF.Max(scores[j], scores[j + 1]), MathF.Max(scores[j + 2], scores[j + 3])));
            key += 4 * stride;
        }

        for (; j < keys; j++)
        {
            scores[j] = T.Sum(Product<T>(query, key)) * scale;
            max = MathF.Max(max, scores[j]);
            key += stride;
        }

        return max;
    }

    /// <summary>The products of a query and a key, yet to be summed over lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T Product<T>(float* query, float* key)
        where T : unmanaged, ILanes<T>
    {
        T sum = T.Of(0);
        for (int d = 0; d < Shape.Size; d += T.Count)
        {
            sum = T.Fma(LaneMath.Load<T>(query + d, Shape.Size - d), LaneMath.Load<T>(key + d, Shape.Size - d), sum);
        }

        return sum;
    }

    /// <summary>output = Σ weights · values · scale, four registers of the head at a time; first over values in order, then over those at places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Mix<T>(float* value, int keys, float* ownValue, int* places, int own, float* weights, float scale, float* output)
        where T : unmanaged, ILanes<T>
    {
        int size = Shape.Size, d = 0;
        nint stride = Shape.KeyStride;
        for (; d <= size - (4 * T.Count); d += 4 * T.Count)
        {
            T a = T.Of(0), b = a, c = a, e = a;
            float* v = value + d;
            for (int j = 0; j < keys; j++)
            {
                T w = T.Of(weights[j]);
                a = T.Fma(w, T.Load(v), a);
                b = T.Fma(w, T.Load(v + T.Count), b);
                c = T.Fma(w, T.Load(v + (2 * T.Count)), c);
                e = T.Fma(w, T.Load(v + (3 * T.Count)), e);
                v += stride;
            }

            for (int j = 0; j < own; j++)
            {
                T w = T.Of(weights[keys + j]);
                v = ownValue + d + (places[j] * stride);
                a = T.Fma(w, T.Load(v), a);
                b = T.Fma(w, T.Load(v + T.Count), b);
                c = T.Fma(w, T.Load(v + (2 * T.Count)), c);
                e = T.Fma(w, T.Load(v + (3 * T.Count)), e);
            }

            T factor = T.Of(scale);
            (a * factor).Store(output + d);
            (b * factor).Store(output + d + T.Count);
            (c * factor).Store(output + d + (2 * T.Count));
            (e * factor).Store(output + d + (3 * T.Count));
        }

        for (; d < size; d += T.Count)
        {
            T sum = T.Of(0);
            for (int j = 0; j < keys; j++)
            {
                sum = T.Fma(T.Of(weights[j]), LaneMath.Load<T>(value + (j * stride) + d, size - d), sum);
            }

            for (int j = 0; j < own; j++)
            {
                sum = T.Fma(T.Of(weights[keys + j]), LaneMath.Load<T>(ownValue + (places[j] * stride) + d, size - d), sum);
            }

            LaneMath.Store(sum * T.Of(scale), output + d, size - d);
        }
    }
}
