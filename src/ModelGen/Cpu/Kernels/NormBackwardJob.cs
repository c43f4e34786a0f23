using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Backward rows of a layer norm (centred) or an RMS norm, and the sums over rows for gain and bias.</summary>
/// <remarks>
/// With n = (x - mean) · inverse and g = dy · gain: dx = inverse · (g - mean g - n · mean(g·n)); an RMS norm has no mean g.
/// dGain = Σ dy · n, dBias = Σ dy.
/// </remarks>
internal unsafe struct NormBackwardJob : IJob
{
    private const int MostParts = 16;

    public float* Dy;
    public float* X;
    public float* Gain;
    public float* Mean;
    public float* Inverse;
    public float* Residual;
    public float* Dx;
    public int Rows;
    public int Width;
    public bool Centred;

    private int _perPart;
    private int _stride;
    private float* _parts; // [parts, 2, stride]: sums for gain, then for bias

    /// <summary>Runs the rows, then adds the parts to the gradients in order.</summary>
    public void Run(ThreadTeam team, float* dGain, float* dBias)
    {
        if (Rows == 0 || Width == 0) return;
        int parts = (int)Math.Clamp((long)Rows * Width / RowPartition.Elements, 1, Math.Min(Rows, MostParts));
        _perPart = (Rows + parts - 1) / parts;
        parts = RowPartition.Tasks(Rows, _perPart);
        _stride = (Width + 15) & ~15;

        // The caller's scratch: jobs have buffers of their own, so this one stays as it is while they run.
        _parts = team.Scratch(0, (long)parts * 2 * _stride);
        team.Run(ref this, parts);
        Add(dGain, 0, parts);
        if (dBias != null) Add(dBias, 1, parts);
    }

    public readonly void Execute(int task, int worker)
    {
        int first = task * _perPart;
        int end = Math.Min(first + _perPart, Rows);
        float* part = _parts + ((long)task * 2 * _stride);
        new Span<float>(part, 2 * _stride).Clear();
        if (VectorPath.Has512) Range<Lanes512>(first, end, part);
        else if (VectorPath.Has256) Range<Lanes2x256>(first, end, part);
        else Range<Lanes128>(first, end, part);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Range<T>(int first, int end, float* dGain)
        where T : unmanaged, ILanes<T>
    {
        int width = Width;
        float* dBias = dGain + _stride;
        for (int row = first; row < end; row++)
        {
            float* dy = Dy + ((long)row * width);
            float* x = X + ((long)row * width);
            float* dx = Dx + ((long)row * width);
            T mean = T.Of(Centred ? Mean[row] : 0), inverse = T.Of(Inverse[row]);
            T sum = T.Of(0), dot = T.Of(0);
            int i = 0;
            for (; i <= width - T.Count; i += T.Count) Reduce(dy + i, x + i, mean, inverse, Gain + i, dGain + i, dBias + i, ref sum, ref dot, T.Count);
            if (i < width) Reduce(dy + i, x + i, mean, inverse, Gain + i, dGain + i, dBias + i, ref sum, ref dot, width - i);

            T meanSum = T.Of(Centred ? T.Sum(sum) / width : 0);
            T meanDot = T.Of(T.Sum(dot) / width);
            float* residual = Residual == null ? null : Residual + ((long)row * width);
            for (i = 0; i <= width - T.Count; i += T.Count) Spread(dy + i, x + i, mean, inverse, Gain + i, meanSum, meanDot, residual, i, dx + i, T.Count);
            if (i < width) Spread(dy + i, x + i, mean, inverse, Gain + i, meanSum, meanDot, residual, i, dx + i, width - i);
        }
    }

    /// <summary>One register of the sums: over the row for dx, over the rows for gain and bias.</summary>
    /// <remarks>The parts are padded to whole registers, and dy is 0 beyond the row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce<T>(float* dy, float* x, T mean, T inverse, float* gain, float* dGain, float* dBias, ref T sum, ref T dot, int left)
        where T : unmanaged, ILanes<T>
    {
        T d = LaneMath.Load<T>(dy, left);
        T n = (LaneMath.Load<T>(x, left) - mean) * inverse;
        T g = d * LaneMath.Load<T>(gain, left);
        sum += g;
        dot = T.Fma(g, n, dot);
        T.Fma(d, n, T.Load(dGain)).Store(dGain);
        (d + T.Load(dBias)).Store(dBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread<T>(float* dy, float* x, T mean, T inverse, float* gain, T meanSum, T meanDot, float* residual, int at, float* dx, int left)
        where T : unmanaged, ILanes<T>
    {
        T n = (LaneMath.Load<T>(x, left) - mean) * inverse;
        T g = LaneMath.Load<T>(dy, left) * LaneMath.Load<T>(gain, left);
        T d = (g - meanSum - (n * meanDot)) * inverse;
        if (residual != null) d += LaneMath.Load<T>(residual + at, left);
        LaneMath.Store(d, dx, left);
    }

    /// <summary>target += the parts' sums, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Add(float* target, int which, int parts)
    {
        for (int i = 0; i < Width; i += 4)
        {
            int left = Width - i;
            Lanes128 sum = LaneMath.Load<Lanes128>(target + i, left);
            for (int part = 0; part < parts; part++)
            {
                sum += Lanes128.Load(_parts + (((long)(2 * part) + which) * _stride) + i);
            }

            LaneMath.Store(sum, target + i, left);
        }
    }
}
