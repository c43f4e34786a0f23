using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Sums over a row with four accumulators, which hides the latency of the addition.</summary>
internal static unsafe class NormSums
{
    /// <summary>The mean, by way of differences from the first number: that of equal numbers is exactly theirs, whatever their size.</summary>
    public static float Mean<T>(float* x, int width)
        where T : unmanaged, ILanes<T>
        => width == 0 ? 0 : x[0] + (Differences<T>(x, x[0], width) / width);

    /// <summary>Σ (x - centre).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Differences<T>(float* x, float centre, int width)
        where T : unmanaged, ILanes<T>
    {
        T from = T.Of(centre);
        T a = T.Of(0), b = a, c = a, d = a;
        int i = 0;
        for (; i <= width - (4 * T.Count); i += 4 * T.Count)
        {
            a += T.Load(x + i) - from;
            b += T.Load(x + i + T.Count) - from;
            c += T.Load(x + i + (2 * T.Count)) - from;
            d += T.Load(x + i + (3 * T.Count)) - from;
        }

        for (; i < width; i += T.Count)
        {
            a += LaneMath.Fill(LaneMath.Load<T>(x + i, width - i) - from, width - i, 0);
        }

        return T.Sum((a + b) + (c + d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum<T>(float* x, int width)
        where T : unmanaged, ILanes<T>
    {
        T a = T.Of(0), b = a, c = a, d = a;
        int i = 0;
        for (; i <= width - (4 * T.Count); i += 4 * T.Count)
        {
            a += T.Load(x + i);
            b += T.Load(x + i + T.Count);
            c += T.Load(x + i + (2 * T.Count));
            d += T.Load(x + i + (3 * T.Count));
        }

        for (; i < width; i += T.Count)
        {
            a += LaneMath.Load<T>(x + i, width - i);
        }

        return T.Sum((a + b) + (c + d));
    }

    /// <summary>Σ (x - mean)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Squares<T>(float* x, float mean, int width)
        where T : unmanaged, ILanes<T>
    {
        T centre = T.Of(mean);
        T a = T.Of(0), b = a, c = a, d = a;
        int i = 0;
        for (; i <= width - (4 * T.Count); i += 4 * T.Count)
        {
            T p = T.Load(x + i) - centre;
            T q = T.Load(x + i + T.Count) - centre;
            T r = T.Load(x + i + (2 * T.Count)) - centre;
            T s = T.Load(x + i + (3 * T.Count)) - centre;
            a = T.Fma(p, p, a);
            b = T.Fma(q, q, b);
            c = T.Fma(r, r, c);
            d = T.Fma(s, s, d);
        }

        for (; i < width; i += T.Count)
        {
            T p = LaneMath.Fill(LaneMath.Load<T>(x + i, width - i) - centre, width - i, 0);
            a = T.Fma(p, p, a);
        }

        return T.Sum((a + b) + (c + d));
    }
}
