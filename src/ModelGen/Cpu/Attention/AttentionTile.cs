using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>What forward and backward pass do to a tile of scores [keys, lanes] between the products.</summary>
internal static unsafe class AttentionTile
{
    /// <summary>Keys of a tile: with 64 floats each, they and a panel fit the first cache.</summary>
    public const int Keys = 96;

    /// <summary>A hidden score.</summary>
    private const float Hidden = float.NegativeInfinity;

    /// <summary>score = cap · tanh(score / cap).</summary>
    /// <param name="slopes">[keys, lanes], the derivatives; null: not wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bend<T>(float* scores, int keys, int lanes, float cap, float* slopes)
        where T : unmanaged, ILanes<T>
    {
        T inverse = T.Of(1 / cap), most = T.Of(cap), one = T.Of(1);
        for (int i = 0; i < keys * lanes; i += T.Count)
        {
            T bent = T.Tanh(T.Load(scores + i) * inverse);
            (bent * most).Store(scores + i);
            if (slopes != null) (one - (bent * bent)).Store(slopes + i);
        }
    }

    /// <summary>gradient · slope, each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<T>(float* gradients, float* slopes, int keys, int lanes)
        where T : unmanaged, ILanes<T>
    {
        for (int i = 0; i < keys * lanes; i += T.Count) (T.Load(gradients + i) * T.Load(slopes + i)).Store(gradients + i);
    }

    /// <summary>Hides masked keys and, with <paramref name="firstSeen"/>, keys that lie after a query.</summary>
    /// <param name="scores">[keys, lanes].</param>
    /// <param name="mask">[keys]: 0 hides a key; null: none.</param>
    /// <param name="keys">Keys of the tile.</param>
    /// <param name="lanes">Queries of the panel.</param>
    /// <param name="firstSeen">Lane i sees the keys up to firstSeen + i, counted from the tile's first; at least <paramref name="keys"/> - 1: all.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Hide<T>(float* scores, float* mask, int keys, int lanes, int firstSeen)
        where T : unmanaged, ILanes<T>
    {
        // Without a mask nothing is hidden before the diagonal.
        for (int j = mask == null ? int.Max(firstSeen + 1, 0) : 0; j < keys; j++)
        {
            int hidden = mask != null && mask[j] == 0 ? lanes : int.Clamp(j - firstSeen, 0, lanes);
            float* row = scores + (j * lanes);
            for (int i = 0; i < hidden; i += T.Count)
            {
                T.SelectLess(T.Ramp, T.Of(hidden - i), T.Of(Hidden), T.Load(row + i)).Store(row + i);
            }
        }
    }

    /// <summary>The numbers of a panel's texts, one for each lane; lanes without a query have that of the last one.</summary>
    /// <param name="numbers">Of the panel's first query and those behind it.</param>
    /// <param name="count">Queries of the panel.</param>
    /// <param name="own">[lanes], written.</param>
    public static void Texts(float* numbers, int count, int lanes, float* own)
    {
        for (int i = 0; i < lanes; i++) own[i] = numbers[int.Min(i, count - 1)];
    }

    /// <summary>Whether keys and queries have a text in common; padding, 0, has none.</summary>
    /// <param name="own">[lanes].</param>
    /// <param name="numbers">[keys].</param>
    /// <remarks>Numbers of texts rise along a row.</remarks>
    public static bool Share(float* own, int lanes, float* numbers, int keys)
    {
        (float least, float most) = Range(own, lanes);
        (float first, float last) = Range(numbers, keys);
        return first <= most && least <= last;
    }

    /// <summary>Hides keys of other texts than a query's.</summary>
    /// <param name="scores">[keys, lanes].</param>
    /// <param name="numbers">[keys].</param>
    /// <param name="own">[lanes].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HideOthers<T>(float* scores, float* numbers, float* own, int keys, int lanes)
        where T : unmanaged, ILanes<T>
    {
        T hidden = T.Of(Hidden), half = T.Of(0.5f);
        for (int j = 0; j < keys; j++)
        {
            T number = T.Of(numbers[j]);
            float* row = scores + (j * lanes);
            for (int i = 0; i < lanes; i += T.Count)
            {
                T text = T.Load(own + i);
                T.SelectLess(half, T.Max(text - number, number - text), hidden, T.Load(row + i)).Store(row + i);
            }
        }
    }

    private static (float Least, float Most) Range(float* numbers, int count)
    {
        (float least, float most) = (float.PositiveInfinity, 0);
        for (int i = 0; i < count; i++)
        {
            if (numbers[i] == 0) continue;
            (least, most) = (float.Min(least, numbers[i]), float.Max(most, numbers[i]));
        }

        return (least, most);
    }

    /// <summary>Hides keys that lie before a query's window.</summary>
    /// <param name="scores">[keys, lanes].</param>
    /// <param name="keys">Keys of the tile.</param>
    /// <param name="lanes">Queries of the panel.</param>
    /// <param name="firstSeen">Lane i sees the keys from firstSeen + i on, counted from the tile's first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HideBefore<T>(float* scores, int keys, int lanes, int firstSeen)
        where T : unmanaged, ILanes<T>
    {
        for (int j = 0; j < int.Min(keys, firstSeen + lanes - 1); j++)
        {
            // Lane i sees key j where j >= firstSeen + i.
            int seen = int.Max(j - firstSeen + 1, 0);
            float* row = scores + (j * lanes);
            for (int i = seen / T.Count * T.Count; i < lanes; i += T.Count)
            {
                T.SelectLess(T.Ramp, T.Of(seen - i), T.Load(row + i), T.Of(Hidden)).Store(row + i);
            }
        }
    }

    /// <summary>
    /// One step of the online softmax: scores become exp(score - maximum), and maximum, sum and the output so far move to the new
    /// maximum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<T>(float* scores, int keys, int lanes, float* maximum, float* sum, float* output, int size)
        where T : unmanaged, ILanes<T>
    {
        for (int i = 0; i < lanes; i += T.Count)
        {
            T before = T.Load(maximum + i);
            T a = before, b = before;
            float* row = scores + i;
            int j = 0;
            for (; j < keys - 1; j += 2)
            {
                a = T.Max(a, T.Load(row));
                b = T.Max(b, T.Load(row + lanes));
                row += 2 * lanes;
            }

            if (j < keys) a = T.Max(a, T.Load(row));
            T after = T.Max(a, b);
            T total = T.Of(0);
            row = scores + i;
            for (j = 0; j < keys; j++)
            {
                T p = T.Exp(T.Load(row) - after);
                p.Store(row);
                total += p;
                row += lanes;
            }

            T factor = T.Exp(before - after);
            after.Store(maximum + i);
            T.Fma(T.Load(sum + i), factor, total).Store(sum + i);
            float* o = output + i;
            for (int d = 0; d < size; d++)
            {
                (T.Load(o) * factor).Store(o);
                o += lanes;
            }
        }
    }

    /// <summary>probability = exp(score - logSumExp).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Probabilities<T>(float* scores, int keys, int lanes, float* logSumExp)
        where T : unmanaged, ILanes<T>
    {
        for (int i = 0; i < lanes; i += T.Count)
        {
            T shift = T.Load(logSumExp + i);
            float* row = scores + i;
            for (int j = 0; j < keys; j++)
            {
                T.Exp(T.Load(row) - shift).Store(row);
                row += lanes;
            }
        }
    }

    /// <summary>The gradient of the scores in place of that of the probabilities: p · (dp - Σ dp · p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScoreGradients<T>(float* probabilities, float* gradients, int keys, int lanes, float* dots)
        where T : unmanaged, ILanes<T>
    {
        for (int i = 0; i < lanes; i += T.Count)
        {
            T dot = T.Load(dots + i);
            float* p = probabilities + i;
            float* g = gradients + i;
            for (int j = 0; j < keys; j++)
            {
                (T.Load(p) * (T.Load(g) - dot)).Store(g);
                p += lanes;
                g += lanes;
            }
        }
    }
}
