using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>
/// y = x · Wᵀ for a few rows of x: each row of W is read from memory once, in one straight stream, and multiplied with all rows of x.
/// </summary>
/// <remarks>
/// One stream for each thread reads at the memory's full rate; four rows of W at once, or software prefetching, read more slowly
/// (docs/performance.md).
/// </remarks>
internal static unsafe class MatrixVector
{
    /// <summary>Up to here it beats packing W: beyond 4 rows, the rows of x in groups of 4 with a task's part of W in cache.</summary>
    public const int MaximumRows = 16;

    /// <summary>Bytes of W in a task: long enough to stream, short enough to stay in the second-level cache.</summary>
    private const int TaskBytes = 1024 * 1024;

    /// <summary>Below this (times the rows of x) waking the team costs more than it saves.</summary>
    private const int MinimumBytesForTeam = 32 * 1024;

    public static void Run(ThreadTeam team, in Product product, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>>(team, product); break;
            case 256: Run<Simd2x256, Vector2x256>(team, product); break;
            default: Run<Simd128, Vector128<float>>(team, product); break;
        }
    }

    private static void Run<TSimd, TVector>(ThreadTeam team, in Product product)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // As many tasks as threads, or a multiple of it: equal shares.
        long bytes = (long)product.N * product.K * sizeof(float);
        int tasks = Blocking.RoundUp((int)((bytes + TaskBytes - 1) / TaskBytes), team.Threads);
        int taskRows = Math.Max(1, Blocking.DivideUp(product.N, Math.Max(tasks, 1)));
        Job<TSimd, TVector> job = new() { Product = product, TaskRows = taskRows };
        bool alone = product.M * bytes < MinimumBytesForTeam;
        team.Run(ref job, Blocking.DivideUp(product.N, taskRows), scratchFloats: 0, alone);
    }

    private struct Job<TSimd, TVector> : IJob
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        public Product Product;
        public int TaskRows;

        /// <summary>Rows of x at once: four, with eight sums; two where each sum takes two registers.</summary>
        private static int GroupRows => typeof(TSimd) == typeof(Simd2x256) ? 2 : 4;

        public readonly void Execute(int task, int worker)
        {
            int first = task * TaskRows;
            int end = Math.Min(first + TaskRows, Product.N);
            float* w = (float*)Product.B.Start;
            int k = Product.K;
            for (int group = 0; group < Product.M; group += GroupRows)
            {
                float* x = (float*)Product.A.Start + ((nint)group * k);
                float* y = Product.C + (group * Product.CStep);
                switch (Math.Min(GroupRows, Product.M - group))
                {
                    case 1: Dot<Height1>(x, w, y, k, Product.CStep, first, end); break;
                    case 2: Dot<Height2>(x, w, y, k, Product.CStep, first, end); break;
                    case 3: Dot<Height3>(x, w, y, k, Product.CStep, first, end); break;
                    default: Dot<Height4>(x, w, y, k, Product.CStep, first, end); break;
                }
            }

            if (!Product.Epilogue.IsEmpty)
            {
                float* c = Product.C + first;
                EpilogueKernel<TSimd, TVector>.Run(Product.Epilogue, c, Product.CStep, c, Product.CStep, add: false, first, first, Product.M, end - first);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Dot<THeight>(float* x, float* w, float* y, int k, nint yStep, int first, int end)
            where THeight : ITileHeight
        {
            int whole = k / TSimd.Count * TSimd.Count;
            for (int j = first; j < end; j++)
            {
                float* row = w + ((nint)j * k);
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                TVector t0 = TSimd.Zero, t1 = TSimd.Zero, t2 = TSimd.Zero, t3 = TSimd.Zero;
                int i = 0;
                if (THeight.Rows == 1)
                {
                    for (; i + (4 * TSimd.Count) <= k; i += 4 * TSimd.Count)
                    {
                        s0 = TSimd.MultiplyAdd(TSimd.Load(row + i), TSimd.Load(x + i), s0);
                        t0 = TSimd.MultiplyAdd(TSimd.Load(row + i + TSimd.Count), TSimd.Load(x + i + TSimd.Count), t0);
                        s0 = TSimd.MultiplyAdd(TSimd.Load(row + i + (2 * TSimd.Count)), TSimd.Load(x + i + (2 * TSimd.Count)), s0);
                        t0 = TSimd.MultiplyAdd(TSimd.Load(row + i + (3 * TSimd.Count)), TSimd.Load(x + i + (3 * TSimd.Count)), t0);
                    }
                }

                for (; i + (2 * TSimd.Count) <= k; i += 2 * TSimd.Count)
                {
                    TVector v = TSimd.Load(row + i);
                    TVector u = TSimd.Load(row + i + TSimd.Count);
                    s0 = TSimd.MultiplyAdd(v, TSimd.Load(x + i), s0);
                    t0 = TSimd.MultiplyAdd(u, TSimd.Load(x + i + TSimd.Count), t0);
                    if (THeight.Rows > 1)
                    {
                        s1 = TSimd.MultiplyAdd(v, TSimd.Load(x + k + i), s1);
                        t1 = TSimd.MultiplyAdd(u, TSimd.Load(x + k + i + TSimd.Count), t1);
                    }

                    if (THeight.Rows > 2)
                    {
                        s2 = TSimd.MultiplyAdd(v, TSimd.Load(x + (2 * k) + i), s2);
                        t2 = TSimd.MultiplyAdd(u, TSimd.Load(x + (2 * k) + i + TSimd.Count), t2);
                    }

                    if (THeight.Rows > 3)
                    {
                        s3 = TSimd.MultiplyAdd(v, TSimd.Load(x + (3 * k) + i), s3);
                        t3 = TSimd.MultiplyAdd(u, TSimd.Load(x + (3 * k) + i + TSimd.Count), t3);
                    }
                }

                if (i < whole)
                {
                    TVector v = TSimd.Load(row + i);
                    s0 = TSimd.MultiplyAdd(v, TSimd.Load(x + i), s0);
                    if (THeight.Rows > 1)
                    {
                        s1 = TSimd.MultiplyAdd(v, TSimd.Load(x + k + i), s1);
                    }

                    if (THeight.Rows > 2)
                    {
                        s2 = TSimd.MultiplyAdd(v, TSimd.Load(x + (2 * k) + i), s2);
                    }

                    if (THeight.Rows > 3)
                    {
                        s3 = TSimd.MultiplyAdd(v, TSimd.Load(x + (3 * k) + i), s3);
                    }
                }

                y[j] = TSimd.Sum(TSimd.Add(s0, t0)) + Rest(x, row, whole, k);
                if (THeight.Rows > 1)
                {
                    y[yStep + j] = TSimd.Sum(TSimd.Add(s1, t1)) + Rest(x + k, row, whole, k);
                }

                if (THeight.Rows > 2)
                {
                    y[(2 * yStep) + j] = TSimd.Sum(TSimd.Add(s2, t2)) + Rest(x + (2 * k), row, whole, k);
                }

                if (THeight.Rows > 3)
                {
                    y[(3 * yStep) + j] = TSimd.Sum(TSimd.Add(s3, t3)) + Rest(x + (3 * k), row, whole, k);
                }
            }
        }

        private static float Rest(float* x, float* row, int from, int k)
        {
            float sum = 0;
            for (int i = from; i < k; i++)
            {
                sum += x[i] * row[i];
            }

            return sum;
        }
    }
}
