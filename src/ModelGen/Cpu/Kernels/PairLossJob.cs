using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Loss and gradient of a stretch of elements.</summary>
internal unsafe struct PairLossJob<TLoss> : IJob
    where TLoss : unmanaged, IPairLoss
{
    /// <summary>Elements that are summed in single precision before they go into the double: few enough to lose nothing.</summary>
    private const int Run = 512;

    public float* X;
    public float* Targets;
    public float* Dx;
    public double* Sums;
    public int Count;
    public int PerTask;
    public float Scale;

    public readonly void Execute(int task, int worker)
    {
        int first = task * PerTask;
        int end = (int)Math.Min((long)first + PerTask, Count);
        if (VectorPath.Has512) Sums[task] = Range<Lanes512>(first, end);
        else if (VectorPath.Has256) Sums[task] = Range<Lanes2x256>(first, end);
        else Sums[task] = Range<Lanes128>(first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly double Range<T>(int first, int end)
        where T : unmanaged, ILanes<T>
    {
        double total = 0;
        T scale = T.Of(Scale);
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
