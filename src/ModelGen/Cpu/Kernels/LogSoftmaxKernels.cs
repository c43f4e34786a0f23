using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>The logarithm of softmax over the last axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LogSoftmaxKernels
{
    /// <summary>y = x - max x - log Σ exp(x - max x) in each row.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[rows, width].</param>
    /// <param name="y">[rows, width]; may be <paramref name="x"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, rows, width);
        Check.Shape(y, rows, width);
        fixed (float* px = x, py = y)
        {
            Job job = new() { X = px, Y = py, Rows = rows, Width = width, PerTask = RowPartition.RowsPerTask(rows, width, 16 * 1024) };
            team.Run(ref job, RowPartition.Tasks(rows, job.PerTask));
        }
    }

    /// <summary>dx = dy - exp(y) · Σ dy in each row.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows, width].</param>
    /// <param name="y">[rows, width]: what the forward pass gave.</param>
    /// <param name="dx">[rows, width]; may be <paramref name="dy"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> y, Span<float> dx, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, rows, width);
        Check.Shape(y, rows, width);
        Check.Shape(dx, rows, width);
        fixed (float* pDy = dy, py = y, pDx = dx)
        {
            Job job = new() { Dy = pDy, X = py, Y = pDx, Rows = rows, Width = width, PerTask = RowPartition.RowsPerTask(rows, width, 16 * 1024) };
            team.Run(ref job, RowPartition.Tasks(rows, job.PerTask));
        }
    }

    /// <summary>Forward without <see cref="Dy"/>; backward with it, X then is the forward pass's result.</summary>
    private struct Job : IJob
    {
        public float* Dy;
        public float* X;
        public float* Y;
        public int Rows;
        public int Width;
        public int PerTask;

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
            for (int row = first; row < end; row++)
            {
                long at = (long)row * Width;
                if (Dy == null) Forward<T>(X + at, Y + at);
                else Backward<T>(Dy + at, X + at, Y + at);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Forward<T>(float* x, float* y)
            where T : unmanaged, ILanes<T>
        {
            // A finite floor keeps rows of -∞ free of NaN.
            T max = T.Of(float.MinValue), sum = T.Of(0);
            for (int i = 0; i < Width; i += T.Count)
            {
                max = T.Max(max, LaneMath.Fill(LaneMath.Load<T>(x + i, Width - i), Width - i, float.MinValue));
            }

            float shift = T.Largest(max);
            for (int i = 0; i < Width; i += T.Count)
            {
                sum += LaneMath.Fill(T.Exp(LaneMath.Load<T>(x + i, Width - i) - T.Of(shift)), Width - i, 0);
            }

            T normaliser = T.Of(shift + MathF.Log(T.Sum(sum)));
            for (int i = 0; i < Width; i += T.Count)
            {
                LaneMath.Store(LaneMath.Load<T>(x + i, Width - i) - normaliser, y + i, Width - i);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Backward<T>(float* dy, float* y, float* dx)
            where T : unmanaged, ILanes<T>
        {
            T sum = T.Of(0);
            for (int i = 0; i < Width; i += T.Count)
            {
                sum += LaneMath.Load<T>(dy + i, Width - i);
            }

            T total = T.Of(T.Sum(sum));
            for (int i = 0; i < Width; i += T.Count)
            {
                T d = LaneMath.Load<T>(dy + i, Width - i) - (T.Exp(LaneMath.Load<T>(y + i, Width - i)) * total);
                LaneMath.Store(d, dx + i, Width - i);
            }
        }
    }
}
