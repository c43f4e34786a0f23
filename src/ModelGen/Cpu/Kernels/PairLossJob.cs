using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Loss and gradient of a stretch of elements; where elements weigh differently, of rows that weigh one thing each.</summary>
internal unsafe struct PairLossJob<TLoss> : IJob, IRowLoss
    where TLoss : unmanaged, IPairLoss
{
    /// <summary>Elements that are summed in single precision before they go into the double: few enough to lose nothing.</summary>
    private const int Run = 512;

    public float* X;
    public float* Targets;
    public float* Dx;
    public float* Weights; // [rows / steps], or null
    public float* Mask; // [rows], or null
    public double* Sums;
    public int Rows;
    public int Width; // of a row
    public int Steps; // rows of an example
    public int PerTask;
    public float Scale;

    public readonly void Execute(int task, int worker)
    {
        int first = task * PerTask;
        Sums[task] = Sum(first, (int)Math.Min((long)first + PerTask, Rows));
    }

    /// <inheritdoc/>
    public readonly double Sum(int first, int end) =>
        VectorPath.Has512 ? Range<Lanes512>(first, end) : VectorPath.Has256 ? Range<Lanes2x256>(first, end) : Range<Lanes128>(first, end);

    private readonly double Range<T>(int first, int end)
        where T : unmanaged, ILanes<T>
    {
        if (Weights == null && Mask == null) return Range<T>(first, end, Scale);
        double total = 0;
        for (int row = first; row < end; row++)
        {
            float weight = Mask != null && Mask[row] == 0 ? 0 : Weights == null ? 1 : Weights[row / Steps];
            int start = row * Width;
            // What does not count may be anything, NaN too.
            if (weight != 0) total += weight * Range<T>(start, start + Width, Scale * weight);
            else if (Dx != null) new Span<float>(Dx + start, Width).Clear();
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly double Range<T>(int first, int end, float by)
        where T : unmanaged, ILanes<T>
    {
        double total = 0;
        T scale = T.Of(by);
        for (int start = first; start < end; start += Run)
        {
            int stop = Math.Min(start + Run, end);
            T sum = T.Of(0);
            for (int i = start; i < stop; i += T.Count)
            {
                int left = stop - i;
                T x = LaneMath.Load<T>(X + i, left);
                T target = LaneMath.Load<T>(Targets + i, left);
                sum += LaneMath.Fill(TLoss.Loss(x, target), left, 0);
                if (Dx != null) LaneMath.Store(TLoss.Gradient(x, target, scale), Dx + i, left);
            }

            total += T.Sum(sum);
        }

        return total;
    }
}
