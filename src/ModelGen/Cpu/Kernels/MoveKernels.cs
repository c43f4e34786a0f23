using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Numbers from one place to another: parts, other orders of axes, repetitions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class MoveKernels
{
    /// <summary>More axes than any tensor has.</summary>
    private const int Most = 8;

    /// <summary>y[yStart + Σ i · ySteps] = x[xStart + Σ i · xSteps] for all i below the sizes.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">Read; a step of 0 repeats, a negative one goes backwards.</param>
    /// <param name="y">Written at these places alone.</param>
    /// <param name="sizes">Of the axes along which numbers are moved, outermost first; at most 8.</param>
    /// <param name="xSteps">For each axis the distance of neighbours in x.</param>
    /// <param name="ySteps">The same in y.</param>
    /// <param name="xStart">Where the first number comes from.</param>
    /// <param name="yStart">Where it goes.</param>
    /// <exception cref="ArgumentException">The numbers of axes disagree, or a place lies outside.</exception>
    public static void Copy(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> xSteps, ReadOnlySpan<int> ySteps, int xStart = 0, int yStart = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (sizes.Length is 0 or > Most) throw new ArgumentException($"1 to {Most} sizes are needed.", nameof(sizes));
        if (xSteps.Length != sizes.Length) throw new ArgumentException("There is a step for each size.", nameof(xSteps));
        if (ySteps.Length != sizes.Length) throw new ArgumentException("There is a step for each size.", nameof(ySteps));
        foreach (int size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(sizes));
            if (size == 0) return;
        }

        Inside(x.Length, sizes, xSteps, xStart, nameof(x));
        Inside(y.Length, sizes, ySteps, yStart, nameof(y));
        fixed (float* px = x, py = y)
        {
            Job job = new() { X = px + xStart, Y = py + yStart, Axes = sizes.Length };
            long rows = 1;
            for (int i = 0; i < sizes.Length; i++)
            {
                job.Sizes[i] = sizes[i];
                job.XSteps[i] = xSteps[i];
                job.YSteps[i] = ySteps[i];
                rows *= i < sizes.Length - 1 ? sizes[i] : 1;
            }

            job.Rows = checked((int)rows);
            job.PerTask = RowPartition.RowsPerTask(job.Rows, sizes[^1]);
            team.Run(ref job, RowPartition.Tasks(job.Rows, job.PerTask));
        }
    }

    /// <summary>y[o, r, i] = x[o, r - by, i] where there is such a row, else <paramref name="fill"/>.</summary>
    /// <param name="x">[outer, count, inner].</param>
    /// <param name="y">[outer, count, inner], another place.</param>
    /// <param name="outer">What stands before the axis.</param>
    /// <param name="count">Length of the axis.</param>
    /// <param name="inner">What stands behind it.</param>
    /// <param name="by">Positive: later.</param>
    /// <param name="fill">What comes in.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Shift(ReadOnlySpan<float> x, Span<float> y, int outer, int count, int inner, int by, float fill)
    {
        Check.Shape(x, outer, count, inner);
        Check.Shape(y, outer, count, inner);
        int whole = count * inner, moved = (int)Math.Min(Math.Abs((long)by), count) * inner;
        for (int at = 0; at < x.Length; at += whole)
        {
            ReadOnlySpan<float> from = x.Slice(at, whole);
            Span<float> to = y.Slice(at, whole);
            if (by >= 0)
            {
                from[..^moved].CopyTo(to[moved..]);
                to[..moved].Fill(fill);
            }
            else
            {
                from[moved..].CopyTo(to);
                to[^moved..].Fill(fill);
            }
        }
    }

    /// <summary>y = 0.</summary>
    /// <param name="y">[any].</param>
    public static void Clear(Span<float> y) => y.Clear();

    // The first and the last place.
    private static void Inside(int length, ReadOnlySpan<int> sizes, ReadOnlySpan<int> steps, int start, string argument)
    {
        long least = start, most = start;
        for (int i = 0; i < sizes.Length; i++)
        {
            long reach = (sizes[i] - 1L) * steps[i];
            least += Math.Min(reach, 0);
            most += Math.Max(reach, 0);
        }

        if (least < 0 || most >= length) throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Places from {least} to {most} are not in {length} numbers."), argument);
    }

    private struct Job : IJob
    {
        public float* X;
        public float* Y;
        public fixed int Sizes[Most];
        public fixed int XSteps[Most];
        public fixed int YSteps[Most];
        public int Axes;
        public int Rows;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int last = Axes - 1, width = Sizes[last], xStep = XSteps[last], yStep = YSteps[last];
            int end = (int)Math.Min((long)(task + 1) * PerTask, Rows);
            for (int row = task * PerTask; row < end; row++)
            {
                long from = 0, to = 0;
                for (int axis = last - 1, rest = row; axis >= 0; rest /= Sizes[axis--])
                {
                    int place = rest % Sizes[axis];
                    from += (long)place * XSteps[axis];
                    to += (long)place * YSteps[axis];
                }

                float* x = X + from, y = Y + to;
                if (xStep == 1 && yStep == 1) new ReadOnlySpan<float>(x, width).CopyTo(new(y, width));
                else if (xStep == 0 && yStep == 1) new Span<float>(y, width).Fill(*x);
                else for (int i = 0; i < width; i++) y[(long)i * yStep] = x[(long)i * xStep];
            }
        }
    }
}
