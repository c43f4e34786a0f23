using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>
/// y = x · Wᵀ for a few rows of x and whole numbers for W: a row of x becomes whole numbers too (<see cref="WholeRows"/>), products are added up exactly, those of a row or of a block, before scales make floats of
/// them. Each row of W is read from memory once, in one straight stream. The same bits on every width of vectors and with any number of threads.
/// </summary>
internal static unsafe class WholeDots
{
    /// <summary>Bytes of W in a task, as those of <see cref="MatrixVector"/>.</summary>
    private const int TaskBytes = 1024 * 1024;

    /// <summary>Below this (times the rows of x) waking the team costs more than it saves.</summary>
    private const int MinimumBytesForTeam = 16 * 1024;

    /// <param name="product">Its B is not looked at.</param>
    public static void Run(ThreadTeam team, in Product product, in SmallRows weights, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>, Whole512, Vector512<int>>(team, product, weights); break;
            case 256: Run<Simd2x256, Vector2x256, Whole256, Vector2x256>(team, product, weights); break;
            default: Run<Simd128, Vector128<float>, Whole128, Vector4x128>(team, product, weights); break;
        }
    }

    private static void Run<TSimd, TVector, TWhole, TLanes>(ThreadTeam team, in Product product, in SmallRows weights)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TWhole : IWholeSimd<TLanes>
        where TLanes : struct
    {
        long bytes = product.N * (long)weights.RowBytes;
        int tasks = Blocking.RoundUp((int)((bytes + TaskBytes - 1) / TaskBytes), team.Threads);
        Job<TSimd, TVector, TWhole, TLanes> job = new()
        {
            Product = product, Weights = weights, X = WholeRows.Round(team, product, weights, inHalves: weights.Format == Quantization.Weights.Int8), TaskRows = Blocking.RoundUp(Math.Max(1, Blocking.DivideUp(product.N, Math.Max(tasks, 1))), weights.IsPanels ? SmallPanel.Rows : 1),
        };
        team.Run(ref job, Blocking.DivideUp(product.N, job.TaskRows), scratchFloats: 0, alone: product.M * bytes < MinimumBytesForTeam);
    }

    private struct Job<TSimd, TVector, TWhole, TLanes> : IJob
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TWhole : IWholeSimd<TLanes>
        where TLanes : struct
    {
        public Product Product;
        public SmallRows Weights;
        public WholeRows X;
        public int TaskRows;

        public readonly void Execute(int task, int worker)
        {
            int first = task * TaskRows, end = Math.Min(first + TaskRows, Product.N);
            for (int group = 0; group < Product.M; group += TWhole.Rows)
            {
                byte* x = X.Numbers + (group * X.RowBytes);
                float* y = Product.C + (group * Product.CStep);
                switch (Math.Min(TWhole.Rows, Product.M - group))
                {
                    case 1: Dot<Height1>(x, X.Scales + group, y, first, end); break;
                    case 2: Dot<Height2>(x, X.Scales + group, y, first, end); break;
                    case 3: Dot<Height3>(x, X.Scales + group, y, first, end); break;
                    default: Dot<Height4>(x, X.Scales + group, y, first, end); break;
                }
            }

            if (!Product.Epilogue.IsEmpty)
            {
                float* c = Product.C + first;
                EpilogueKernel<TSimd, TVector>.Run(Product.Epilogue, c, Product.CStep, c, Product.CStep, add: false, first, first, Product.M, end - first);
            }
        }

        private readonly void Dot<THeight>(byte* x, float* xScales, float* y, int first, int end)
            where THeight : ITileHeight
        {
            nint step = X.RowBytes / sizeof(short);
            for (int j = first; j < end && !Weights.IsPanels; j++)
            {
                sbyte* row = (sbyte*)Weights.Row(j);
                float* scales = Weights.ScalesOf(j);
                if (Weights.IsGrouped) Blocks<THeight>(row, scales, Weights.Blocks, (short*)x, step, X.SecondHalf, xScales, y + j, Product.CStep);
                else Whole<THeight>(row, *scales, Weights.Blocks, (short*)x, step, X.SecondHalf, xScales, y + j, Product.CStep);
            }

            if (Weights.IsPanels) Panels<THeight>((sbyte*)x, xScales, y, first, end);
        }

        /// <summary>Numbers of four bits: all rows of a panel at once, of which the first and the last may have others than those that are wanted.</summary>
        private readonly void Panels<THeight>(sbyte* x, float* xScales, float* y, int first, int end)
            where THeight : ITileHeight
        {
            float* sums = stackalloc float[SmallPanel.Rows * 4];
            for (int j = first; j < end;)
            {
                int lane = Weights.Lane(j), count = Math.Min(SmallPanel.Rows - lane, end - j);
                bool isWhole = count == SmallPanel.Rows;
                Panel<THeight>(Weights.Panel(j), Weights.Blocks, x, X.RowBytes, xScales, isWhole ? y + j : sums, isWhole ? Product.CStep : SmallPanel.Rows);
                for (int row = 0; row < THeight.Rows && !isWhole; row++)
                    new ReadOnlySpan<float>(sums + (row * SmallPanel.Rows) + lane, count).CopyTo(new Span<float>(y + (row * Product.CStep) + j, count));
                j += count;
            }
        }

        /// <summary>Signed bytes, one scale for the row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Whole<THeight>(sbyte* w, float scale, int blocks, short* x, nint step, nint half, float* xScales, float* y, nint yStep)
            where THeight : ITileHeight
        {
            // A part is what WholeProducts adds up at once.
            for (bool isFirst = true; isFirst || blocks > 0; isFirst = false)
            {
                TLanes s0 = TWhole.Zero, s1 = TWhole.Zero, s2 = TWhole.Zero, s3 = TWhole.Zero;
                TLanes t0 = TWhole.Zero, t1 = TWhole.Zero, t2 = TWhole.Zero, t3 = TWhole.Zero;
                int part = Math.Min(blocks, WholeProducts.MostColumns / SmallRows.Block);
                blocks -= part;
                for (; part > 0; part--, w += SmallRows.Block, x += SmallRows.Block)
                {
                    TLanes numbers = TWhole.Widen(w);
                    s0 = TWhole.Add(s0, TWhole.Pairs(numbers, x));
                    t0 = TWhole.Add(t0, TWhole.Pairs(numbers, x + half));
                    if (THeight.Rows > 1)
                    {
                        s1 = TWhole.Add(s1, TWhole.Pairs(numbers, x + step));
                        t1 = TWhole.Add(t1, TWhole.Pairs(numbers, x + step + half));
                    }

                    if (THeight.Rows > 2)
                    {
                        s2 = TWhole.Add(s2, TWhole.Pairs(numbers, x + (2 * step)));
                        t2 = TWhole.Add(t2, TWhole.Pairs(numbers, x + (2 * step) + half));
                    }

                    if (THeight.Rows > 3)
                    {
                        s3 = TWhole.Add(s3, TWhole.Pairs(numbers, x + (3 * step)));
                        t3 = TWhole.Add(t3, TWhole.Pairs(numbers, x + (3 * step) + half));
                    }
                }

                Put(Sum(s0, t0) * (scale * xScales[0]), y, isFirst);
                if (THeight.Rows > 1) Put(Sum(s1, t1) * (scale * xScales[1]), y + yStep, isFirst);
                if (THeight.Rows > 2) Put(Sum(s2, t2) * (scale * xScales[2]), y + (2 * yStep), isFirst);
                if (THeight.Rows > 3) Put(Sum(s3, t3) * (scale * xScales[3]), y + (3 * yStep), isFirst);
            }
        }

        /// <summary>Signed bytes, one scale for each block.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Blocks<THeight>(sbyte* w, float* scales, int blocks, short* x, nint step, nint half, float* xScales, float* y, nint yStep)
            where THeight : ITileHeight
        {
            TLanes s0 = TWhole.Zero, s1 = TWhole.Zero, s2 = TWhole.Zero, s3 = TWhole.Zero;
            for (; blocks > 0; blocks--, w += SmallRows.Block, x += SmallRows.Block, scales++)
            {
                TLanes numbers = TWhole.Widen(w), scale = TWhole.Create(*scales);
                s0 = TWhole.AddScaled(s0, TWhole.Join(TWhole.Pairs(numbers, x), TWhole.Pairs(numbers, x + half)), scale);
                if (THeight.Rows > 1) s1 = TWhole.AddScaled(s1, TWhole.Join(TWhole.Pairs(numbers, x + step), TWhole.Pairs(numbers, x + step + half)), scale);
                if (THeight.Rows > 2) s2 = TWhole.AddScaled(s2, TWhole.Join(TWhole.Pairs(numbers, x + (2 * step)), TWhole.Pairs(numbers, x + (2 * step) + half)), scale);
                if (THeight.Rows > 3) s3 = TWhole.AddScaled(s3, TWhole.Join(TWhole.Pairs(numbers, x + (3 * step)), TWhole.Pairs(numbers, x + (3 * step) + half)), scale);
            }

            Put<THeight>(s0, s1, s2, s3, xScales, y, yStep);
        }

        /// <summary>Each row's sum over the blocks, in their order, of what a block's whole numbers make times its scale.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Panel<THeight>(byte* w, int blocks, sbyte* x, nint step, float* xScales, float* y, nint yStep)
            where THeight : ITileHeight
        {
            TLanes s0 = TWhole.Zero, s1 = TWhole.Zero, s2 = TWhole.Zero, s3 = TWhole.Zero;
            for (; blocks > 0; blocks--, w += SmallPanel.BlockBytes, x += WholeRows.BlockBytes)
            {
                TLanes scale = TWhole.Load((float*)w);
                TLanes a0 = TWhole.Zero, a1 = TWhole.Zero, a2 = TWhole.Zero, b0 = TWhole.Zero, b1 = TWhole.Zero, b2 = TWhole.Zero;
                TLanes c0 = TWhole.Zero, c1 = TWhole.Zero, c2 = TWhole.Zero, d0 = TWhole.Zero, d1 = TWhole.Zero, d2 = TWhole.Zero;
                for (nint piece = 0; piece < SmallPanel.RowBytes; piece += SmallPanel.PieceBytes)
                {
                    TLanes lower = TWhole.Nibbles(w + SmallPanel.Numbers + (SmallPanel.Rows * piece), out TLanes upper);
                    sbyte* own = x + piece;
                    a0 = Digit(a0, lower, upper, own, 0);
                    a1 = Digit(a1, lower, upper, own, 1);
                    a2 = Digit(a2, lower, upper, own, 2);
                    if (THeight.Rows > 1)
                    {
                        b0 = Digit(b0, lower, upper, own + step, 0);
                        b1 = Digit(b1, lower, upper, own + step, 1);
                        b2 = Digit(b2, lower, upper, own + step, 2);
                    }

                    if (THeight.Rows > 2)
                    {
                        c0 = Digit(c0, lower, upper, own + (2 * step), 0);
                        c1 = Digit(c1, lower, upper, own + (2 * step), 1);
                        c2 = Digit(c2, lower, upper, own + (2 * step), 2);
                    }

                    if (THeight.Rows > 3)
                    {
                        d0 = Digit(d0, lower, upper, own + (3 * step), 0);
                        d1 = Digit(d1, lower, upper, own + (3 * step), 1);
                        d2 = Digit(d2, lower, upper, own + (3 * step), 2);
                    }
                }

                int* offset = (int*)(x + WholeRows.Offset);
                s0 = TWhole.AddScaled(s0, TWhole.Close(a0, a1, a2, *offset), scale);
                if (THeight.Rows > 1) s1 = TWhole.AddScaled(s1, TWhole.Close(b0, b1, b2, *(int*)((byte*)offset + step)), scale);
                if (THeight.Rows > 2) s2 = TWhole.AddScaled(s2, TWhole.Close(c0, c1, c2, *(int*)((byte*)offset + (2 * step))), scale);
                if (THeight.Rows > 3) s3 = TWhole.AddScaled(s3, TWhole.Close(d0, d1, d2, *(int*)((byte*)offset + (3 * step))), scale);
            }

            TWhole.Store(s0, xScales[0], y);
            if (THeight.Rows > 1) TWhole.Store(s1, xScales[1], y + yStep);
            if (THeight.Rows > 2) TWhole.Store(s2, xScales[2], y + (2 * yStep));
            if (THeight.Rows > 3) TWhole.Store(s3, xScales[3], y + (3 * yStep));
        }

        /// <summary>Adds up eight numbers of each row of a panel times a digit of x.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes Digit(TLanes sum, TLanes lower, TLanes upper, sbyte* x, int digit)
            => TWhole.AddQuads(TWhole.AddQuads(sum, lower, x + (digit * WholeRows.DigitBytes)), upper, x + (digit * WholeRows.DigitBytes) + (SmallRows.Block / 2));

        /// <summary>Both halves' sums are exact, and what they make together is rounded once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Sum(TLanes first, TLanes second) => ((long)TWhole.SumWhole(first) * WholeRows.Base) + TWhole.SumWhole(second);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put<THeight>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, float* xScales, float* y, nint yStep)
            where THeight : ITileHeight
        {
            y[0] = TWhole.Sum(s0) * xScales[0];
            if (THeight.Rows > 1) y[yStep] = TWhole.Sum(s1) * xScales[1];
            if (THeight.Rows > 2) y[2 * yStep] = TWhole.Sum(s2) * xScales[2];
            if (THeight.Rows > 3) y[3 * yStep] = TWhole.Sum(s3) * xScales[3];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put(float value, float* y, bool isFirst) => *y = isFirst ? value : *y + value;
    }
}
