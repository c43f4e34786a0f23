using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu.Products;

/// <summary>
/// Copies an operand into panels: panel p holds, for each k in turn, the floats of <c>width</c> neighbouring rows of A (or columns
/// of B), so that the micro-kernel reads memory in one straight line.
/// </summary>
internal static unsafe class Packing
{
    /// <summary>Panels filled at once: few enough streams to write to, long enough pieces to read.</summary>
    private const int PanelsAtOnce = 4;

    /// <summary>From memory where the neighbours are adjacent (A transposed, B plain): k outermost, so that source rows are read in long pieces.</summary>
    /// <param name="source">Step k begins at source + k · <paramref name="step"/>.</param>
    /// <param name="count">Neighbours in all panels; the last panel may be narrower.</param>
    /// <param name="width">Neighbours in a panel.</param>
    /// <param name="padded">The last panel is filled up with zeros (B); otherwise its rows are just shorter (A).</param>
    public static void Adjacent(float* source, nint step, int depth, int count, int width, bool padded, float* target)
    {
        for (int first = 0; first < count; first += PanelsAtOnce * width)
        {
            int group = Math.Min(PanelsAtOnce * width, count - first);
            AdjacentPanels(source + first, step, depth, group, width, padded, target + ((nint)first * depth));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AdjacentPanels(float* source, nint step, int depth, int count, int width, bool padded, float* target)
    {
        for (int k = 0; k < depth; k++)
        {
            float* from = source + (k * step);
            float* to = target + ((nint)k * width);
            int left = count;
            for (; left >= width; left -= width)
            {
                Copy(from, to, width);
                from += width;
                to += (nint)depth * width;
            }

            if (left > 0)
            {
                to += padded ? 0 : (nint)k * (left - width);
                Copy(from, to, left);
                if (padded)
                {
                    new Span<float>(to + left, width - left).Clear();
                }
            }
        }
    }

    /// <summary>From memory where k is adjacent (A plain, B transposed): small blocks are transposed in registers.</summary>
    /// <param name="source">Neighbour j begins at source + j · <paramref name="step"/>.</param>
    /// <inheritdoc cref="Adjacent"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed(float* source, nint step, int depth, int count, int width, bool padded, float* target)
    {
        for (int first = 0; first < count; first += width)
        {
            int valid = Math.Min(width, count - first);
            int row = padded ? width : valid;
            float* from = source + (first * step);
            if (valid < row)
            {
                new Span<float>(target, depth * row).Clear();
            }

            if (Avx.IsSupported && valid >= 8 && depth >= 8)
            {
                TransposeBy8(from, step, depth, valid, row, target);
            }
            else if (valid >= 4 && depth >= 4)
            {
                TransposeBy4(from, step, depth, valid, row, target);
            }
            else
            {
                for (int j = 0; j < valid; j++)
                {
                    for (int k = 0; k < depth; k++)
                    {
                        target[((nint)k * row) + j] = from[(j * step) + k];
                    }
                }
            }

            target += (nint)depth * width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int count)
    {
        if (count >= 8)
        {
            // The last vector overlaps the one before: no remainder.
            int i = 0;
            for (; i + 8 <= count; i += 8)
            {
                Vector256.Load(from + i).Store(to + i);
            }

            if (i < count)
            {
                Vector256.Load(from + count - 8).Store(to + count - 8);
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                to[i] = from[i];
            }
        }
    }

    /// <summary>8 x 8 blocks; the last block in each direction overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeBy8(float* source, nint step, int depth, int count, int row, float* target)
    {
        for (int j = 0; j < count; j += 8)
        {
            j = Math.Min(j, count - 8);
            float* from = source + (j * step);
            for (int k = 0; k < depth; k += 8)
            {
                k = Math.Min(k, depth - 8);
                Transpose8(from + k, step, target + ((nint)k * row) + j, row);
            }
        }
    }

    /// <summary>The same block of eight lines that lie anywhere.</summary>
    /// <param name="lines">Line j begins at source + lines[j].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose8(float* source, int* lines, float* target, nint row)
    {
        for (int half = 0; half < 2; half++)
        {
            Vector256<float> r0 = Avx.InsertVector128(Vector128.Load(source + lines[0]).ToVector256Unsafe(), Vector128.Load(source + lines[4]), 1);
            Vector256<float> r1 = Avx.InsertVector128(Vector128.Load(source + lines[1]).ToVector256Unsafe(), Vector128.Load(source + lines[5]), 1);
            Vector256<float> r2 = Avx.InsertVector128(Vector128.Load(source + lines[2]).ToVector256Unsafe(), Vector128.Load(source + lines[6]), 1);
            Vector256<float> r3 = Avx.InsertVector128(Vector128.Load(source + lines[3]).ToVector256Unsafe(), Vector128.Load(source + lines[7]), 1);
            Transpose4Lanes(r0, r1, r2, r3, target, row);
            source += 4;
            target += 4 * row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* source, nint step, float* target, nint row)
    {
        // Pairs of rows four apart share a register, so that two rounds within 128-bit lanes finish the work.
        Vector256<float> r0 = Avx.InsertVector128(Vector128.Load(source).ToVector256Unsafe(), Vector128.Load(source + (4 * step)), 1);
        Vector256<float> r1 = Avx.InsertVector128(Vector128.Load(source + step).ToVector256Unsafe(), Vector128.Load(source + (5 * step)), 1);
        Vector256<float> r2 = Avx.InsertVector128(Vector128.Load(source + (2 * step)).ToVector256Unsafe(), Vector128.Load(source + (6 * step)), 1);
        Vector256<float> r3 = Avx.InsertVector128(Vector128.Load(source + (3 * step)).ToVector256Unsafe(), Vector128.Load(source + (7 * step)), 1);
        Transpose4Lanes(r0, r1, r2, r3, target, row);
        source += 4;
        target += 4 * row;
        r0 = Avx.InsertVector128(Vector128.Load(source).ToVector256Unsafe(), Vector128.Load(source + (4 * step)), 1);
        r1 = Avx.InsertVector128(Vector128.Load(source + step).ToVector256Unsafe(), Vector128.Load(source + (5 * step)), 1);
        r2 = Avx.InsertVector128(Vector128.Load(source + (2 * step)).ToVector256Unsafe(), Vector128.Load(source + (6 * step)), 1);
        r3 = Avx.InsertVector128(Vector128.Load(source + (3 * step)).ToVector256Unsafe(), Vector128.Load(source + (7 * step)), 1);
        Transpose4Lanes(r0, r1, r2, r3, target, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4Lanes(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* target, nint row)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0x44).Store(target);
        Avx.Shuffle(low01, low23, 0xEE).Store(target + row);
        Avx.Shuffle(high01, high23, 0x44).Store(target + (2 * row));
        Avx.Shuffle(high01, high23, 0xEE).Store(target + (3 * row));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeBy4(float* source, nint step, int depth, int count, int row, float* target)
    {
        for (int j = 0; j < count; j += 4)
        {
            j = Math.Min(j, count - 4);
            float* from = source + (j * step);
            for (int k = 0; k < depth; k += 4)
            {
                k = Math.Min(k, depth - 4);
                Transpose4(from + k, step, target + ((nint)k * row) + j, row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* source, nint step, float* target, nint row)
    {
        Vector128<float> r0 = Vector128.Load(source);
        Vector128<float> r1 = Vector128.Load(source + step);
        Vector128<float> r2 = Vector128.Load(source + (2 * step));
        Vector128<float> r3 = Vector128.Load(source + (3 * step));
        if (Sse.IsSupported)
        {
            Vector128<float> low01 = Sse.UnpackLow(r0, r1);
            Vector128<float> high01 = Sse.UnpackHigh(r0, r1);
            Vector128<float> low23 = Sse.UnpackLow(r2, r3);
            Vector128<float> high23 = Sse.UnpackHigh(r2, r3);
            Sse.MoveLowToHigh(low01, low23).Store(target);
            Sse.MoveHighToLow(low23, low01).Store(target + row);
            Sse.MoveLowToHigh(high01, high23).Store(target + (2 * row));
            Sse.MoveHighToLow(high23, high01).Store(target + (3 * row));
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<float> low02 = AdvSimd.Arm64.ZipLow(r0, r2);
            Vector128<float> high02 = AdvSimd.Arm64.ZipHigh(r0, r2);
            Vector128<float> low13 = AdvSimd.Arm64.ZipLow(r1, r3);
            Vector128<float> high13 = AdvSimd.Arm64.ZipHigh(r1, r3);
            AdvSimd.Arm64.ZipLow(low02, low13).Store(target);
            AdvSimd.Arm64.ZipHigh(low02, low13).Store(target + row);
            AdvSimd.Arm64.ZipLow(high02, high13).Store(target + (2 * row));
            AdvSimd.Arm64.ZipHigh(high02, high13).Store(target + (3 * row));
        }
        else
        {
            for (int k = 0; k < 4; k++)
            {
                Vector128.Create(r0[k], r1[k], r2[k], r3[k]).Store(target + (k * row));
            }
        }
    }
}
