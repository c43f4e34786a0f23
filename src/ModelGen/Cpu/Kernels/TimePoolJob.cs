using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Pooling over time; a task is a stretch of columns of one sequence.</summary>
internal unsafe struct TimePoolJob : IJob
{
    public TimePoolKind Kind;
    public float* Dy;
    public float* X;
    public float* Mask;
    public float* Y;

    private int _length;
    private int _width;
    private int _columns;
    private int _stretches;

    public void Run(ThreadTeam team, int batch, int length, int width)
    {
        if (batch == 0 || width == 0) return;
        (_length, _width) = (length, width);

        // Whole cache lines, so that two tasks never write to the same one.
        _columns = (Math.Max(RowPartition.RowsPerTask(width, length), 16) + 15) & ~15;
        _stretches = RowPartition.Tasks(width, _columns);
        team.Run(ref this, batch * _stretches);
    }

    public readonly void Execute(int task, int worker)
    {
        int b = task / _stretches;
        int first = task % _stretches * _columns;
        int end = Math.Min(first + _columns, _width);
        if (VectorPath.Has512) Range<Lanes512>(b, first, end);
        else if (VectorPath.Has256) Range<Lanes256>(b, first, end);
        else Range<Lanes128>(b, first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Range<T>(int b, int first, int end)
        where T : unmanaged, ILanes<T>
    {
        float* mask = Mask == null ? null : Mask + ((long)b * _length);
        int real = 0;
        for (int t = 0; t < _length; t++)
        {
            if (mask == null || mask[t] != 0) real++;
        }

        T share = T.Of(real == 0 ? 0 : 1f / real);
        long steps = (long)b * _length * _width;
        for (int i = first; i < end; i += T.Count)
        {
            int left = end - i;
            float* one = Y + ((long)b * _width) + i;
            switch (Kind)
            {
                case TimePoolKind.Max:
                    LaneMath.Store(real == 0 ? T.Of(0) : Maximum<T>(X + steps + i, mask, left), one, left);
                    break;
                case TimePoolKind.MaxBackward:
                    ToFirstMaximum(X + steps + i, mask, LaneMath.Load<T>(Dy + ((long)b * _width) + i, left), Y + steps + i, left);
                    break;
                case TimePoolKind.Mean:
                    LaneMath.Store(Sum<T>(X + steps + i, mask, left) * share, one, left);
                    break;
                default:
                    Share(mask, LaneMath.Load<T>(Dy + ((long)b * _width) + i, left) * share, Y + steps + i, left);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly T Maximum<T>(float* x, float* mask, int left)
        where T : unmanaged, ILanes<T>
    {
        T max = T.Of(float.NegativeInfinity);
        for (int t = 0; t < _length; t++)
        {
            if (mask == null || mask[t] != 0) max = T.MaxOrNaN(max, LaneMath.Load<T>(x + ((long)t * _width), left));
        }

        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly T Sum<T>(float* x, float* mask, int left)
        where T : unmanaged, ILanes<T>
    {
        T sum = T.Of(0);
        for (int t = 0; t < _length; t++)
        {
            if (mask == null || mask[t] != 0) sum += LaneMath.Load<T>(x + ((long)t * _width), left);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void ToFirstMaximum<T>(float* x, float* mask, T dy, float* dx, int left)
        where T : unmanaged, ILanes<T>
    {
        // What is left of dy for later steps: all of it until the maximum was met, then nothing.
        T max = Maximum<T>(x, mask, left);
        T rest = dy;
        for (int t = 0; t < _length; t++)
        {
            T given = T.Of(0);
            if (mask == null || mask[t] != 0)
            {
                T step = LaneMath.Load<T>(x + ((long)t * _width), left);
                given = T.SelectLess(step, max, T.Of(0), rest);
                rest = T.SelectLess(step, max, rest, T.Of(0));
            }

            LaneMath.Store(given, dx + ((long)t * _width), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Share<T>(float* mask, T dy, float* dx, int left)
        where T : unmanaged, ILanes<T>
    {
        for (int t = 0; t < _length; t++)
        {
            LaneMath.Store(mask == null || mask[t] != 0 ? dy : T.Of(0), dx + ((long)t * _width), left);
        }
    }
}
