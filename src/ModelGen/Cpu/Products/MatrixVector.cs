using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>y = x · Wᵀ for up to four rows of x: each row of W is read once, straight from memory, and multiplied with all rows of x.</summary>
internal static unsafe class MatrixVector
{
    public const int MaximumRows = 4;

    /// <summary>Bytes of W in a task: long enough to stream, short enough to share out evenly.</summary>
    private const int TaskBytes = 256 * 1024;

    public static void Run(ThreadTeam team, in Product product, int path)
    {
        switch (path)
        {
            case 512: Run<Simd512, Vector512<float>>(team, product); break;
            case 256: Run<Simd256, Vector256<float>>(team, product); break;
            default: Run<Simd128, Vector128<float>>(team, product); break;
        }
    }

    private static void Run<TSimd, TVector>(ThreadTeam team, in Product product)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int taskRows = Math.Max(16, TaskBytes / sizeof(float) / Math.Max(product.K, 1) / 16 * 16);
        Job<TSimd, TVector> job = new() { Product = product, TaskRows = taskRows };
        team.Run(ref job, Blocking.DivideUp(product.N, taskRows));
    }

    private struct Job<TSimd, TVector> : IJob
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        public Product Product;
        public int TaskRows;

        public readonly void Execute(int task, int worker)
        {
            int first = task * TaskRows;
            int end = Math.Min(first + TaskRows, Product.N);
            float* x = (float*)Product.A.Start;
            float* w = (float*)Product.B.Start;
            float* y = Product.C;
            int k = Product.K;
            switch (Product.M)
            {
                case 1: Dot<Height1>(x, w, y, k, Product.CStep, first, end); break;
                case 2: Dot<Height2>(x, w, y, k, Product.CStep, first, end); break;
                case 3: Dot<Height3>(x, w, y, k, Product.CStep, first, end); break;
                default: Dot<Height4>(x, w, y, k, Product.CStep, first, end); break;
            }

            if (!Product.Epilogue.IsEmpty)
            {
                EpilogueKernel<TSimd, TVector>.Run(Product.Epilogue, y + first, Product.CStep, y + first, Product.CStep, add: false, first, first, Product.M, end - first);
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
