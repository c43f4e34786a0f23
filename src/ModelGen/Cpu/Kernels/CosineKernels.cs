using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>The cosine of the angle between rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class CosineKernels
{
    /// <summary>No norm counts as less.</summary>
    private const float Least = 1e-12f;

    /// <summary>y = a · b / (|a| |b|) of each row, no norm less than 1e-12.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">[rows, width].</param>
    /// <param name="b">[rows, width].</param>
    /// <param name="y">[rows].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, rows, width);
        Check.Shape(b, rows, width);
        Check.Shape(y, rows);
        fixed (float* pa = a, pb = b, py = y)
        {
            Job job = new() { A = pa, B = pb, Y = py, Rows = rows, Width = width };
            job.Run(team);
        }
    }

    /// <summary>da = dy (b / (|a| |b|) - y a / |a|²), db alike; through a norm that counts as 1e-12 nothing flows.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows].</param>
    /// <param name="a">[rows, width], as in the forward pass.</param>
    /// <param name="b">[rows, width], as in the forward pass.</param>
    /// <param name="da">[rows, width], overwritten.</param>
    /// <param name="db">[rows, width], overwritten; empty: not wanted.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Length of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> da, Span<float> db, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, rows);
        Check.Shape(a, rows, width);
        Check.Shape(b, rows, width);
        Check.Shape(da, rows, width);
        Check.Optional(db, rows, width);
        fixed (float* pDy = dy, pa = a, pb = b, pDa = da, pDb = db)
        {
            Job job = new() { Dy = pDy, A = pa, B = pb, Da = pDa, Db = pDb, Rows = rows, Width = width };
            job.Run(team);
        }
    }

    private struct Job : IJob
    {
        public float* Dy;
        public float* A;
        public float* B;
        public float* Y;
        public float* Da;
        public float* Db;
        public int Rows;
        public int Width;
        private int _perTask;

        public void Run(ThreadTeam team)
        {
            _perTask = RowPartition.RowsPerTask(Rows, Width);
            team.Run(ref this, RowPartition.Tasks(Rows, _perTask));
        }

        public readonly void Execute(int task, int worker)
        {
            int first = task * _perTask, end = (int)Math.Min((long)first + _perTask, Rows);
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
                float* a = A + ((long)row * Width), b = B + ((long)row * Width);
                T product = T.Of(0), aSquares = product, bSquares = product;
                for (int i = 0; i < Width; i += T.Count)
                {
                    T x = LaneMath.Load<T>(a + i, Width - i), z = LaneMath.Load<T>(b + i, Width - i);
                    product = T.Fma(x, z, product);
                    aSquares = T.Fma(x, x, aSquares);
                    bSquares = T.Fma(z, z, bSquares);
                }

                float aNorm = MathF.Sqrt(T.Sum(aSquares)), bNorm = MathF.Sqrt(T.Sum(bSquares));
                float aInverse = 1 / MathF.Max(aNorm, Least), bInverse = 1 / MathF.Max(bNorm, Least), cosine = T.Sum(product) * aInverse * bInverse;
                if (Y != null)
                {
                    Y[row] = cosine;
                    continue;
                }

                float across = Dy[row] * aInverse * bInverse;
                Mix<T>(a, b, Da + ((long)row * Width), across, aNorm > Least ? -Dy[row] * cosine * aInverse * aInverse : 0);
                if (Db != null) Mix<T>(b, a, Db + ((long)row * Width), across, bNorm > Least ? -Dy[row] * cosine * bInverse * bInverse : 0);
            }
        }

        // d = across · other + along · own.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Mix<T>(float* own, float* other, float* d, float across, float along)
            where T : unmanaged, ILanes<T>
        {
            T x = T.Of(across), z = T.Of(along);
            for (int i = 0; i < Width; i += T.Count)
            {
                LaneMath.Store(T.Fma(x, LaneMath.Load<T>(other + i, Width - i), z * LaneMath.Load<T>(own + i, Width - i)), d + i, Width - i);
            }
        }
    }
}
