using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>target[j] += sum over rows of x[row, j], rows in order: the gradient of a bias.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>Columns of a task: 64 floats are four cache lines of each row.</summary>
    private const int TaskColumns = 64;

    public static void Add(ThreadTeam team, float* x, float* target, int rows, int columns, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Add<Simd512, Vector512<float>>(team, x, target, rows, columns); break;
            case 256: Add<Simd256, Vector256<float>>(team, x, target, rows, columns); break;
            default: Add<Simd128, Vector128<float>>(team, x, target, rows, columns); break;
        }
    }

    private static void Add<TSimd, TVector>(ThreadTeam team, float* x, float* target, int rows, int columns)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        Job<TSimd, TVector> job = new() { X = x, Target = target, Rows = rows, Columns = columns };
        team.Run(ref job, Blocking.DivideUp(columns, TaskColumns));
    }

    private struct Job<TSimd, TVector> : IJob
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        public float* X;
        public float* Target;
        public int Rows;
        public int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int task, int worker)
        {
            int end = Math.Min((task + 1) * TaskColumns, Columns);
            int j = task * TaskColumns;
            for (; j + (4 * TSimd.Count) <= end; j += 4 * TSimd.Count)
            {
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                float* source = X + j;
                for (int row = 0; row < Rows; row++)
                {
                    s0 = TSimd.Add(s0, TSimd.Load(source));
                    s1 = TSimd.Add(s1, TSimd.Load(source + TSimd.Count));
                    s2 = TSimd.Add(s2, TSimd.Load(source + (2 * TSimd.Count)));
                    s3 = TSimd.Add(s3, TSimd.Load(source + (3 * TSimd.Count)));
                    source += Columns;
                }

                TSimd.Store(TSimd.Add(TSimd.Load(Target + j), s0), Target + j);
                TSimd.Store(TSimd.Add(TSimd.Load(Target + j + TSimd.Count), s1), Target + j + TSimd.Count);
                TSimd.Store(TSimd.Add(TSimd.Load(Target + j + (2 * TSimd.Count)), s2), Target + j + (2 * TSimd.Count));
                TSimd.Store(TSimd.Add(TSimd.Load(Target + j + (3 * TSimd.Count)), s3), Target + j + (3 * TSimd.Count));
            }

            for (; j < end; j++)
            {
                float sum = 0;
                for (int row = 0; row < Rows; row++)
                {
                    sum += X[((nint)row * Columns) + j];
                }

                Target[j] += sum;
            }
        }
    }
}
