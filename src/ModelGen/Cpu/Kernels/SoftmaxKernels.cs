using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Softmax over the last axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SoftmaxKernels
{
    /// <summary>y = exp(x - max x) / Σ exp(x - max x) in each row. A row of -∞ alone gives zeros.</summary>
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
            int perTask = RowPartition.RowsPerTask(rows, width, 16 * 1024);
            ForwardJob job = new() { X = px, Y = py, Rows = rows, Width = width, PerTask = perTask };
            team.Run(ref job, RowPartition.Tasks(rows, perTask));
        }
    }

    /// <summary>dx = y · (dy - Σ dy · y) in each row.</summary>
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
        fixed (float* pDy = dy, pY = y, pDx = dx)
        {
            int perTask = RowPartition.RowsPerTask(rows, width);
            BackwardJob job = new() { Dy = pDy, Y = pY, Dx = pDx, Rows = rows, Width = width, PerTask = perTask };
            team.Run(ref job, RowPartition.Tasks(rows, perTask));
        }
    }

    private struct ForwardJob : IJob
    {
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
            int width = Width;
            for (int row = first; row < end; row++)
            {
                float* x = X + ((long)row * width);
                float* y = Y + ((long)row * width);

                // A finite floor keeps rows of -∞ free of NaN.
                T max = T.Of(float.MinValue);
                for (int i = 0; i < width; i += T.Count)
                {
                    max = T.Max(max, LaneMath.Fill(LaneMath.Load<T>(x + i, width - i), width - i, float.MinValue));
                }

                T shift = T.Of(T.Largest(max)), sum = T.Of(0);
                int j = 0;
                for (; j <= width - T.Count; j += T.Count) Exponentiate(x + j, shift, y + j, ref sum, T.Count);
                if (j < width) Exponentiate(x + j, shift, y + j, ref sum, width - j);
                float total = T.Sum(sum);
                Cpu.Rows.Scale(y, total == 0 ? 0 : 1 / total, y, width);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Exponentiate<T>(float* x, T shift, float* y, ref T sum, int left)
            where T : unmanaged, ILanes<T>
        {
            T e = T.Exp(LaneMath.Load<T>(x, left) - shift);
            sum += LaneMath.Fill(e, left, 0);
            LaneMath.Store(e, y, left);
        }
    }

    private struct BackwardJob : IJob
    {
        public float* Dy;
        public float* Y;
        public float* Dx;
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
            int width = Width;
            for (int row = first; row < end; row++)
            {
                float* dy = Dy + ((long)row * width);
                float* y = Y + ((long)row * width);
                float* dx = Dx + ((long)row * width);
                T sum = T.Of(0);
                for (int i = 0; i < width; i += T.Count)
                {
                    sum = T.Fma(LaneMath.Load<T>(dy + i, width - i), LaneMath.Load<T>(y + i, width - i), sum);
                }

                T dot = T.Of(T.Sum(sum));
                for (int i = 0; i < width; i += T.Count)
                {
                    T d = LaneMath.Load<T>(dy + i, width - i) - dot;
                    LaneMath.Store(d * LaneMath.Load<T>(y + i, width - i), dx + i, width - i);
                }
            }
        }
    }
}
