using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu;

/// <summary>Windows of 2 x 2 that touch each other, the most common pool: pairs of rows, then pairs of columns, in registers.</summary>
internal static unsafe class PairPool
{
    /// <summary>One row of windows. Sums are (upper + lower) + (upper + lower), maxima take a NaN that they meet, as elsewhere.</summary>
    /// <param name="upper">A row of the image; likewise <paramref name="lower"/>, the next.</param>
    /// <param name="y">[count].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Maxima(float* upper, float* lower, float* y, int count)
    {
        int i = 0;
        if (Avx2.IsSupported && count >= 8)
        {
            for (; i < count; i += 8)
            {
                // The last vector overlaps the one before: no remainder.
                i = Math.Min(i, count - 8);
                Vector256<float> first = Max(Vector256.Load(upper + (2 * i)), Vector256.Load(lower + (2 * i)));
                Vector256<float> second = Max(Vector256.Load(upper + (2 * i) + 8), Vector256.Load(lower + (2 * i) + 8));
                InOrder(Max(Avx.Shuffle(first, second, 0x88), Avx.Shuffle(first, second, 0xDD))).Store(y + i);
            }

            return;
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            for (; i + 4 <= count; i += 4)
            {
                Vector128<float> first = Vector128.Max(Vector128.Load(upper + (2 * i)), Vector128.Load(lower + (2 * i)));
                Vector128<float> second = Vector128.Max(Vector128.Load(upper + (2 * i) + 4), Vector128.Load(lower + (2 * i) + 4));
                AdvSimd.Arm64.MaxPairwise(first, second).Store(y + i);
            }
        }

        for (; i < count; i++)
        {
            y[i] = Math.Max(Math.Max(upper[2 * i], lower[2 * i]), Math.Max(upper[(2 * i) + 1], lower[(2 * i) + 1]));
        }
    }

    /// <inheritdoc cref="Maxima"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Means(float* upper, float* lower, float* y, int count)
    {
        int i = 0;
        if (Avx2.IsSupported && count >= 8)
        {
            for (; i < count; i += 8)
            {
                i = Math.Min(i, count - 8);
                Vector256<float> first = Vector256.Load(upper + (2 * i)) + Vector256.Load(lower + (2 * i));
                Vector256<float> second = Vector256.Load(upper + (2 * i) + 8) + Vector256.Load(lower + (2 * i) + 8);
                (InOrder(Avx.Shuffle(first, second, 0x88) + Avx.Shuffle(first, second, 0xDD)) * 0.25f).Store(y + i);
            }

            return;
        }

        for (; i < count; i++)
        {
            y[i] = ((upper[2 * i] + lower[2 * i]) + (upper[(2 * i) + 1] + lower[(2 * i) + 1])) * 0.25f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InOrder(Vector256<float> shuffled) => Avx2.Permute4x64(shuffled.AsDouble(), 0xD8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Max(Vector256<float> a, Vector256<float> b)
    {
        // The instruction gives b where either is NaN; a NaN of a has to be put back.
        Vector256<float> max = Avx.Max(a, b);
        return Avx.BlendVariable(max, a, Avx.CompareUnordered(a, a));
    }
}
