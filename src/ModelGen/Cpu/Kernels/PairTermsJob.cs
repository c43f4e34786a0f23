using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>A loss element by element, or its gradient from that of each element.</summary>
internal unsafe struct PairTermsJob<TLoss> : IJob
    where TLoss : unmanaged, IPairLoss
{
    public const int PerTask = 16 * 1024;

    public float* X;
    public float* Targets;
    public float* DTerms; // null: the loss itself
    public float* Result;
    public int Count;

    public readonly void Execute(int task, int worker)
    {
        int first = task * PerTask, end = (int)Math.Min((long)first + PerTask, Count);
        if (VectorPath.Has512) Range<Lanes512>(first, end);
        else if (VectorPath.Has256) Range<Lanes2x256>(first, end);
        else Range<Lanes128>(first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Range<T>(int first, int end)
        where T : unmanaged, ILanes<T>
    {
        for (int i = first; i < end; i += T.Count)
        {
            int left = end - i;
            T x = LaneMath.Load<T>(X + i, left);
            T target = LaneMath.Load<T>(Targets + i, left);
            LaneMath.Store(DTerms == null ? TLoss.Loss(x, target) : TLoss.Gradient(x, target, LaneMath.Load<T>(DTerms + i, left)), Result + i, left);
        }
    }
}
