using System;
using System.Collections.Generic;
using System.Numerics;

namespace ModelGen.Cpu;

/// <summary>The Euclidean norm of a large array in double precision, the same for every number of threads.</summary>
/// <remarks>The array is cut into blocks of fixed size; their sums are added in order. Allocates only when made.</remarks>
internal sealed unsafe class NormReduction
{
    private const int Block = 1 << 15;

    private double[] _sums = [];

    /// <summary>The norm of all gradients of a store.</summary>
    public double OfGradients(ThreadTeam team, List<StoreSegment> segments)
    {
        if (segments.Count == 1) return Norm(team, segments[0].Gradients);
        double square = 0;
        for (int i = 0; i < segments.Count; i++) square += Math.Pow(Norm(team, segments[i].Gradients), 2);
        return Math.Sqrt(square);
    }

    public double Norm(ThreadTeam team, ReadOnlySpan<float> values)
    {
        int blocks = (int)(((long)values.Length + Block - 1) / Block);
        if (_sums.Length < blocks) _sums = new double[blocks];
        fixed (float* first = values)
        {
            SumJob job = new(first, values.Length, _sums);
            team.Run(ref job, blocks);
        }

        double sum = 0;
        for (int i = 0; i < blocks; i++) sum += _sums[i];
        return Math.Sqrt(sum);
    }

    private readonly struct SumJob(float* values, int count, double[] sums) : IJob
    {
        public void Execute(int task, int worker)
        {
            int start = task * Block, i = 0, length = Math.Min(Block, count - start);
            float* x = values + start;
            Vector<double> lower = Vector<double>.Zero, upper = Vector<double>.Zero;
            for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load(x + i), out Vector<double> a, out Vector<double> b);
                lower += a * a;
                upper += b * b;
            }

            double sum = Vector.Sum(lower + upper);
            for (; i < length; i++) sum += (double)x[i] * x[i];
            sums[task] = sum;
        }
    }
}
