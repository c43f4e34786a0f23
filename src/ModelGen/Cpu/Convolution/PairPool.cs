using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu;

/// <summary>Windows of 2 x 2 that touch each other, the most common pool: pairs of rows, then pairs of columns, in registers.</summary>
internal static unsafe class PairPool
{
    /// <summary>One row of windows. Sums are (upper + lower) + (upper + lower), a NaN is a window's maximum.</summary>
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

    /// <summary>The gradient of one row of windows: to the first of its four that is the largest, zero to the others.</summary>
    /// <param name="dy">[count].</param>
    /// <param name="dUpper">Receives the gradient of <paramref name="upper"/>; likewise <paramref name="dLower"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToMaxima(float* upper, float* lower, float* dy, float* dUpper, float* dLower, int count)
    {
        int i = 0;
        if (Avx2.IsSupported && count >= 8)
        {
            for (; i < count; i += 8)
            {
                i = Math.Min(i, count - 8);
                (Vector256<float> left, Vector256<float> right) = Columns(upper + (2 * i));
                (Vector256<float> leftBelow, Vector256<float> rightBelow) = Columns(lower + (2 * i));
                Vector256<float> isRight = Vector256.GreaterThan(right, left), isRightBelow = Vector256.GreaterThan(rightBelow, leftBelow);
                Vector256<float> isBelow = Vector256.GreaterThan(
                    Vector256.ConditionalSelect(isRightBelow, rightBelow, leftBelow),
                    Vector256.ConditionalSelect(isRight, right, left));
                Vector256<float> gradient = InOrder(Vector256.Load(dy + i));
                Interleave(Vector256.AndNot(gradient, isBelow), isRight, dUpper + (2 * i));
                Interleave(gradient & isBelow, isRightBelow, dLower + (2 * i));
            }

            return;
        }

        // Bits instead of branches: which of the four is the largest cannot be foreseen.
        for (; i < count; i++)
        {
            float* above = upper + (2 * i), below = lower + (2 * i);
            int isRight = Larger(above[1], above[0]), isRightBelow = Larger(below[1], below[0]);
            int isBelow = Larger(Select(isRightBelow, below[1], below[0]), Select(isRight, above[1], above[0]));
            int gradient = BitConverter.SingleToInt32Bits(dy[i]);
            int* toAbove = (int*)(dUpper + (2 * i)), toBelow = (int*)(dLower + (2 * i));
            toAbove[0] = gradient & ~isBelow & ~isRight;
            toAbove[1] = gradient & ~isBelow & isRight;
            toBelow[0] = gradient & isBelow & ~isRightBelow;
            toBelow[1] = gradient & isBelow & isRightBelow;
        }
    }

    /// <summary>The left and the right columns of eight windows, in the order that <see cref="InOrder"/> mends; and makes, being its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Left, Vector256<float> Right) Columns(float* row)
    {
        Vector256<float> first = Vector256.Load(row), second = Vector256.Load(row + 8);
        return (Avx.Shuffle(first, second, 0x88), Avx.Shuffle(first, second, 0xDD));
    }

    /// <summary>Brings the gradients of eight windows to their right columns where that is said, else to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector256<float> gradient, Vector256<float> isRight, float* row)
    {
        Vector256<float> left = Vector256.AndNot(gradient, isRight), right = gradient & isRight;
        Avx.UnpackLow(left, right).Store(row);
        Avx.UnpackHigh(left, right).Store(row + 8);
    }

    /// <summary>All bits where a &gt; b, else none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Larger(float a, float b)
    {
        bool larger = a > b;
        return -*(byte*)&larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Select(int mask, float yes, float no) =>
        BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(yes) & mask) | (BitConverter.SingleToInt32Bits(no) & ~mask));

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
