using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>
/// y = x · Wᵀ for a few rows of x and bfloat16 for W, which becomes floats in registers: each row of W is read from memory once, in one straight stream, and
/// multiplied with up to four rows of x at a time.
/// </summary>
internal static unsafe class SmallProducts
{
    /// <summary>Bytes of W in a task, as those of <see cref="MatrixVector"/>.</summary>
    private const int TaskBytes = 1024 * 1024;

    /// <summary>Below this (times the rows of x) waking the team costs more than it saves.</summary>
    private const int MinimumBytesForTeam = 8 * 1024;

    /// <param name="product">Its B is not looked at.</param>
    public static void Run(ThreadTeam team, in Product product, in SmallRows rows, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>>(team, product, rows); break;
            case 256: Run<Simd2x256, Vector2x256>(team, product, rows); break;
            default: Run<Simd128, Vector128<float>>(team, product, rows); break;
        }
    }

    private static void Run<TSimd, TVector>(ThreadTeam team, in Product product, in SmallRows rows)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        long bytes = product.N * (long)rows.RowBytes;
        int tasks = Blocking.RoundUp((int)((bytes + TaskBytes - 1) / TaskBytes), team.Threads);
        Job<TSimd, TVector> job = new() { Team = team, Product = product, Rows = rows, TaskRows = Math.Max(1, Blocking.DivideUp(product.N, Math.Max(tasks, 1))) };
        team.Run(ref job, Blocking.DivideUp(product.N, job.TaskRows), job.ScratchFloats, alone: product.M * bytes < MinimumBytesForTeam);
    }

    private struct Job<TSimd, TVector> : IJob
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        public ThreadTeam Team;
        public Product Product;
        public SmallRows Rows;
        public int TaskRows;

        /// <summary>Rows of x at once: as many sums as there are registers for.</summary>
        private static int GroupRows => typeof(TSimd) == typeof(Simd512) ? 4 : 2;

        public readonly long ScratchFloats => Lay(null, out _);

        private readonly int PaddedColumns => Rows.Blocks * SmallRows.Block;

        public readonly void Execute(int task, int worker)
        {
            int first = task * TaskRows;
            int end = Math.Min(first + TaskRows, Product.N);
            float* x = (float*)Product.A.Start;
            nint step = Product.A.Step;
            if (PaddedColumns != Product.K)
            {
                Lay(Team.Scratch(worker, ScratchFloats), out float* padded);
                for (int row = 0; row < Product.M; row++)
                {
                    Span<float> to = new(padded + ((nint)row * PaddedColumns), PaddedColumns);
                    new ReadOnlySpan<float>(x + (row * step), Product.K).CopyTo(to);
                    to[Product.K..].Clear();
                }

                x = padded;
                step = PaddedColumns;
            }

            for (int group = 0; group < Product.M; group += GroupRows)
            {
                float* own = x + (group * step);
                float* y = Product.C + (group * Product.CStep);
                switch (Math.Min(GroupRows, Product.M - group))
                {
                    case 1: Dot<Height1>(own, step, y, first, end); break;
                    case 2: Dot<Height2>(own, step, y, first, end); break;
                    case 3: Dot<Height3>(own, step, y, first, end); break;
                    default: Dot<Height4>(own, step, y, first, end); break;
                }
            }

            if (!Product.Epilogue.IsEmpty)
            {
                float* c = Product.C + first;
                EpilogueKernel<TSimd, TVector>.Run(Product.Epilogue, c, Product.CStep, c, Product.CStep, add: false, first, first, Product.M, end - first);
            }
        }

        /// <summary>x with zeros behind its last column, where that is not the end of a block.</summary>
        private readonly long Lay(float* memory, out float* padded)
        {
            ScratchLayout layout = new(memory);
            padded = PaddedColumns == Product.K ? null : layout.Take((long)Product.M * PaddedColumns);
            return layout.Floats;
        }

        private readonly void Dot<THeight>(float* x, nint step, float* y, int first, int end)
            where THeight : ITileHeight
        {
            int blocks = Rows.Blocks;
            for (int j = first; j < end; j++)
            {
                Dot<THeight>(Rows.Row(j), blocks, x, step, y + j, Product.CStep);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Dot<THeight>(byte* block, int blocks, float* x, nint step, float* y, nint yStep)
            where THeight : ITileHeight
        {
            TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
            TVector t0 = TSimd.Zero, t1 = TSimd.Zero, t2 = TSimd.Zero, t3 = TSimd.Zero;
            for (; blocks > 0; blocks--, block += SmallBFloat16.BlockBytes, x += SmallRows.Block)
            {
                for (int v = 0; v < SmallRows.Block / 2; v += TSimd.Count)
                {
                    TVector one = SmallBFloat16.Load<TSimd, TVector>(block, v, out TVector other);
                    float* at = x + v, behind = at + (SmallRows.Block / 2);
                    s0 = TSimd.MultiplyAdd(one, TSimd.Load(at), s0);
                    t0 = TSimd.MultiplyAdd(other, TSimd.Load(behind), t0);
                    if (THeight.Rows > 1)
                    {
                        s1 = TSimd.MultiplyAdd(one, TSimd.Load(at + step), s1);
                        t1 = TSimd.MultiplyAdd(other, TSimd.Load(behind + step), t1);
                    }

                    if (THeight.Rows > 2)
                    {
                        s2 = TSimd.MultiplyAdd(one, TSimd.Load(at + (2 * step)), s2);
                        t2 = TSimd.MultiplyAdd(other, TSimd.Load(behind + (2 * step)), t2);
                    }

                    if (THeight.Rows > 3)
                    {
                        s3 = TSimd.MultiplyAdd(one, TSimd.Load(at + (3 * step)), s3);
                        t3 = TSimd.MultiplyAdd(other, TSimd.Load(behind + (3 * step)), t3);
                    }
                }
            }

            y[0] = TSimd.Sum(TSimd.Add(s0, t0));
            if (THeight.Rows > 1) y[yStep] = TSimd.Sum(TSimd.Add(s1, t1));
            if (THeight.Rows > 2) y[2 * yStep] = TSimd.Sum(TSimd.Add(s2, t2));
            if (THeight.Rows > 3) y[3 * yStep] = TSimd.Sum(TSimd.Add(s3, t3));
        }
    }
}
