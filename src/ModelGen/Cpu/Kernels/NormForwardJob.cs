using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Rows of a layer norm (centred) or an RMS norm.</summary>
internal unsafe struct NormForwardJob : IJob
{
    public float* X;
    public float* Gain;
    public float* Bias;
    public float* Y;
    public float* Mean;
    public float* Inverse;
    public int Rows;
    public int Width;
    public int PerTask;
    public float Epsilon;
    public bool Centred;

    public readonly void Execute(int task, int worker)
    {
        int first = task * PerTask;
        int end = (int)Math.Min((long)first + PerTask, Rows);
        if (VectorPath.Has512) Range<Lanes512>(first, end);
        else if (VectorPath.Has256) Range<Lanes2x256>(first, end);
        else Range<Lanes128>(first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Range<T>(int first, int end)
        where T : unmanaged, ILanes<T>
    {
        int width = Width;
        for (int row = first; row < end; row++)
        {
            float* x = X + ((long)row * width);
            float* y = Y + ((long)row * width);
            float mean = Centred ? NormSums.Mean<T>(x, width) : 0;

            // The variance around the mean, not E[x²] - mean²: rows lie in the first cache, and this loses no digits.
            float variance = NormSums.Squares<T>(x, mean, width) / width;
            float inverse = 1 / MathF.Sqrt(variance + Epsilon);
            T centre = T.Of(mean), factor = T.Of(inverse);
            float* bias = Bias;
            int i = 0;
            if (bias != null)
            {
                for (; i <= width - T.Count; i += T.Count) Shift(x + i, centre, factor, Gain + i, bias + i, y + i, T.Count);
                if (i < width) Shift(x + i, centre, factor, Gain + i, bias + i, y + i, width - i);
            }
            else
            {
                for (; i <= width - T.Count; i += T.Count) Scale(x + i, centre, factor, Gain + i, y + i, T.Count);
                if (i < width) Scale(x + i, centre, factor, Gain + i, y + i, width - i);
            }

            if (Mean != null) Mean[row] = mean;
            if (Inverse != null) Inverse[row] = inverse;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shift<T>(float* x, T centre, T factor, float* gain, float* bias, float* y, int left)
        where T : unmanaged, ILanes<T>
    {
        T normal = (LaneMath.Load<T>(x, left) - centre) * factor;
        LaneMath.Store(T.Fma(normal, LaneMath.Load<T>(gain, left), LaneMath.Load<T>(bias, left)), y, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<T>(float* x, T centre, T factor, float* gain, float* y, int left)
        where T : unmanaged, ILanes<T>
    {
        T normal = (LaneMath.Load<T>(x, left) - centre) * factor;
        LaneMath.Store(normal * LaneMath.Load<T>(gain, left), y, left);
    }
}
