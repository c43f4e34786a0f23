using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Cross-entropy of some rows: one pass for maximum and sum, one for the gradient, in place if wanted.</summary>
internal unsafe struct CrossEntropyJob : IJob, IRowLoss
{
    /// <summary>Floats that are looked at for their maximum before they are summed: they stay in the first cache.</summary>
    private const int Piece = 1024;

    public float* Logits;
    public int* Targets;
    public float* Mask;
    public float* DLogits;
    public float* Weights; // [rows / steps], or null
    public float* ClassWeights; // [classes], or null
    public double ClassWeightSum;
    public int Steps; // rows of an example
    public double* Sums;
    public int Rows;
    public int Classes;
    public int PerTask;
    public int IgnoreIndex;
    public float Smoothing;
    public float Scale;

    public readonly void Execute(int task, int worker)
    {
        int first = task * PerTask;
        Sums[task] = Sum(first, (int)Math.Min((long)first + PerTask, Rows));
    }

    /// <inheritdoc/>
    public readonly double Sum(int first, int end)
    {
        double total = 0;
        for (int row = first; row < end; row++)
        {
            int target = Targets[row];
            if (target == IgnoreIndex || (Mask != null && Mask[row] == 0))
            {
                if (DLogits != null) new Span<float>(DLogits + ((long)row * Classes), Classes).Clear();
            }
            else
            {
                float weight = Weights == null ? 1 : Weights[row / Steps];
                total += weight * (VectorPath.Has512 ? Row<Lanes512>(row, target, Scale * weight) : VectorPath.Has256 ? Row<Lanes2x256>(row, target, Scale * weight) : Row<Lanes128>(row, target, Scale * weight));
            }
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly double Row<T>(int row, int target, float scale)
        where T : unmanaged, ILanes<T>
    {
        int classes = Classes;
        float* x = Logits + ((long)row * classes);

        // The sum is relative to the greatest logit so far and rescaled when a later piece has a greater one.
        float max = float.MinValue;
        double sum = 0, plain = 0;
        for (int start = 0; start < classes; start += Piece)
        {
            int count = Math.Min(Piece, classes - start);
            float pieceMax = Maximum<T>(x + start, count);
            if (pieceMax > max)
            {
                sum *= Math.Exp((double)max - pieceMax);
                max = pieceMax;
            }

            sum += ExpSum<T>(x + start, max, count);
            if (Smoothing != 0 && ClassWeights == null) plain += NormSums.Sum<T>(x + start, count);
        }

        double logSumExp = max + Math.Log(sum);
        if (ClassWeights != null) return Weighted<T>(x, row, target, scale, max, sum, logSumExp);
        double loss = logSumExp - ((1.0 - Smoothing) * x[target]) - (Smoothing * plain / classes);
        if (DLogits != null)
        {
            Gradient<T>(x, DLogits + ((long)row * classes), max, (float)(scale / sum), Smoothing * scale / classes, classes);
            DLogits[((long)row * classes) + target] -= (1 - Smoothing) * scale;
        }

        return loss;
    }

    // Each class's term has its weight: (1 - ε) · w of the target's, ε / classes · w of each.
    private readonly double Weighted<T>(float* x, int row, int target, float scale, float max, double sum, double logSumExp)
        where T : unmanaged, ILanes<T>
    {
        double hot = (1.0 - Smoothing) * ClassWeights[target], each = Smoothing / (double)Classes, all = hot + (each * ClassWeightSum);
        double loss = (all * logSumExp) - (hot * x[target]);
        for (int i = 0; i < Classes && Smoothing != 0; i++) loss -= each * ClassWeights[i] * x[i];
        if (DLogits != null)
        {
            float* dx = DLogits + ((long)row * Classes);
            Gradient<T>(x, dx, max, (float)(all * scale / sum), 0, Classes);
            for (int i = 0; i < Classes && Smoothing != 0; i++) dx[i] -= (float)(each * ClassWeights[i] * scale);
            dx[target] -= (float)(hot * scale);
        }

        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Maximum<T>(float* x, int count)
        where T : unmanaged, ILanes<T>
    {
        T a = T.Of(float.MinValue), b = a, c = a, d = a;
        int i = 0;
        for (; i <= count - (4 * T.Count); i += 4 * T.Count)
        {
            a = T.Max(a, T.Load(x + i));
            b = T.Max(b, T.Load(x + i + T.Count));
            c = T.Max(c, T.Load(x + i + (2 * T.Count)));
            d = T.Max(d, T.Load(x + i + (3 * T.Count)));
        }

        for (; i < count; i += T.Count)
        {
            a = T.Max(a, LaneMath.Fill(LaneMath.Load<T>(x + i, count - i), count - i, float.MinValue));
        }

        return T.Largest(T.Max(T.Max(a, b), T.Max(c, d)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ExpSum<T>(float* x, float max, int count)
        where T : unmanaged, ILanes<T>
    {
        T shift = T.Of(max);
        T sum = T.Of(0);
        int i = 0;
        for (; i <= count - T.Count; i += T.Count) sum += T.Exp(T.Load(x + i) - shift);
        if (i < count) sum += LaneMath.Fill(T.Exp(T.LoadFirst(x + i, count - i) - shift), count - i, 0);
        return T.Sum(sum);
    }

    /// <summary>dx = exp(x - max) · scale - smooth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<T>(float* x, float* dx, float max, float scale, float smooth, int classes)
        where T : unmanaged, ILanes<T>
    {
        T shift = T.Of(max), factor = T.Of(scale), constant = T.Of(-smooth);
        int i = 0;
        for (; i <= classes - T.Count; i += T.Count) T.Fma(T.Exp(T.Load(x + i) - shift), factor, constant).Store(dx + i);
        if (i < classes) T.Fma(T.Exp(T.LoadFirst(x + i, classes - i) - shift), factor, constant).StoreFirst(dx + i, classes - i);
    }
}
