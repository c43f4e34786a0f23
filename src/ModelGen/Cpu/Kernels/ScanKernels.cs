using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Running sums along an axis: x is [outer, count, inner].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ScanKernels
{
    /// <summary>y[o, r, i] = Σ of x[o, 0..r, i].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[outer, count, inner].</param>
    /// <param name="y">[outer, count, inner]; may be <paramref name="x"/>.</param>
    /// <param name="outer">What stands before the axis.</param>
    /// <param name="count">Length of the axis.</param>
    /// <param name="inner">What stands behind it.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Sum(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int outer, int count, int inner) => Run(team, x, y, outer, count, inner, fromEnd: false);

    /// <summary>y[o, r, i] = Σ of x[o, r.., i], which is the gradient of <see cref="Sum"/>.</summary>
    /// <inheritdoc cref="Sum"/>
    public static void SumFromEnd(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int outer, int count, int inner) => Run(team, x, y, outer, count, inner, fromEnd: true);

    private static void Run(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int outer, int count, int inner, bool fromEnd)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, outer, count, inner);
        Check.Shape(y, outer, count, inner);
        fixed (float* px = x, py = y)
        {
            Job job = new() { X = px, Y = py, Outer = outer, Count = count, Inner = inner, FromEnd = fromEnd, PerTask = RowPartition.RowsPerTask(outer, (long)count * inner) };
            team.Run(ref job, RowPartition.Tasks(outer, job.PerTask));
        }
    }

    private struct Job : IJob
    {
        public float* X;
        public float* Y;
        public int Outer;
        public int Count;
        public int Inner;
        public bool FromEnd;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int end = (int)Math.Min((long)(task + 1) * PerTask, Outer);
            for (int outer = task * PerTask; outer < end; outer++)
            {
                long step = FromEnd ? -Inner : Inner, first = (((long)outer * Count) + (FromEnd ? Count - 1 : 0)) * Inner;
                float* x = X + first, y = Y + first;
                if (Inner == 1)
                {
                    // In double: a long row of floats would lose its small ones.
                    double sum = 0;
                    for (int row = 0; row < Count; row++, x += step, y += step) *y = (float)(sum += *x);
                    continue;
                }

                for (int row = 0; row < Count; row++, x += step, y += step)
                {
                    if (row == 0) Rows.Copy(x, y, Inner);
                    else Rows.Add(x, y - step, y, Inner);
                }
            }
        }
    }
}
