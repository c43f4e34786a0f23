using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Upsampling by repetition (nearest neighbour).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class UpsampleKernels
{
    /// <summary>y[h, w] = x[h / factor, w / factor].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[planes, height, width].</param>
    /// <param name="y">[planes, height · factor, width · factor].</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="factor">How often each row and column is repeated, at least 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int planes, int height, int width, int factor)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        Check.Shape(x, planes, height, width);
        Check.Shape(y, planes, height * factor, width * factor);
        fixed (float* px = x, py = y)
        {
            new Job { Small = px, Large = py, Width = width, Factor = factor }.Run(team, planes * height);
        }
    }

    /// <summary>dx[h, w] = the sum of dy over the square that x[h, w] was repeated to.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[planes, height · factor, width · factor].</param>
    /// <param name="dx">[planes, height, width], overwritten.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="height">Rows of a plane of dx.</param>
    /// <param name="width">Columns of a plane of dx.</param>
    /// <param name="factor">How often each row and column was repeated, at least 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dx, int planes, int height, int width, int factor)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        Check.Shape(dy, planes, height * factor, width * factor);
        Check.Shape(dx, planes, height, width);
        fixed (float* py = dy, px = dx)
        {
            new Job { Small = px, Large = py, Width = width, Factor = factor, IsBackward = true }.Run(team, planes * height);
        }
    }

    /// <summary>Rows of the small planes; the rows of all planes lie one after another in both.</summary>
    private struct Job : IJob
    {
        public float* Small;
        public float* Large;
        public int Width;
        public int Factor;
        public bool IsBackward;

        private int _rows;
        private int _perTask;

        public void Run(ThreadTeam team, int rows)
        {
            _rows = rows;
            _perTask = RowPartition.RowsPerTask(rows, (long)Width * Factor * Factor);
            team.Run(ref this, RowPartition.Tasks(rows, _perTask));
        }

        public readonly void Execute(int task, int worker)
        {
            int first = task * _perTask;
            int end = (int)Math.Min((long)first + _perTask, _rows);
            int wide = Width * Factor;
            for (int row = first; row < end; row++)
            {
                float* small = Small + ((nint)row * Width);
                float* large = Large + ((nint)row * Factor * wide);
                if (IsBackward) Sum(large, small);
                else Repeat(small, large);
            }
        }

        private readonly void Repeat(float* small, float* large)
        {
            int wide = Width * Factor;
            for (int i = 0; i < Width; i++)
            {
                new Span<float>(large + (i * Factor), Factor).Fill(small[i]);
            }

            for (int copy = 1; copy < Factor; copy++)
            {
                Rows.Copy(large, large + ((nint)copy * wide), wide);
            }
        }

        private readonly void Sum(float* large, float* small)
        {
            for (int i = 0; i < Width; i++)
            {
                float sum = 0;
                for (int row = 0; row < Factor; row++)
                {
                    for (int column = 0; column < Factor; column++)
                    {
                        sum += large[((nint)row * Width * Factor) + (i * Factor) + column];
                    }
                }

                small[i] = sum;
            }
        }
    }
}
