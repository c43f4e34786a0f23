using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu.Products;

/// <summary>Packs an operand that is described by two tables: a convolution reads an image so, without a matrix of all its windows in memory.</summary>
internal static unsafe class Gathering
{
    /// <param name="source">The element of neighbour j at k is source[neighbours[j] + depths[k]].</param>
    /// <inheritdoc cref="Packing.Adjacent"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(float* source, int* neighbours, int* depths, int depth, int count, int width, bool padded, float* target)
    {
        for (int first = 0; first < count; first += width)
        {
            int valid = Math.Min(width, count - first);
            int row = padded ? width : valid;
            if (valid < row)
            {
                new Span<float>(target, depth * row).Clear();
            }

            if (valid >= 8 && depth >= 8 && Avx.IsSupported && depths[7] == depths[0] + 7)
            {
                PackTransposed(source, neighbours + first, depths, depth, valid, row, target);
                target += (nint)depth * width;
                continue;
            }

            // Neighbouring windows are adjacent in memory up to the end of the image's row.
            for (int start = 0, end; start < valid; start = end)
            {
                end = start + 1;
                while (end < valid && neighbours[first + end] == neighbours[first + end - 1] + 1)
                {
                    end++;
                }

                CopyRun(source + neighbours[first + start], depths, depth, end - start, row, target + start);
            }

            target += (nint)depth * width;
        }
    }

    /// <summary>Where steps of k are adjacent in memory, 8 x 8 blocks are transposed in registers; the last block of a run overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed(float* source, int* neighbours, int* depths, int depth, int count, int row, float* target)
    {
        for (int start = 0, end; start < depth; start = end)
        {
            end = start + 1;
            while (end < depth && depths[end] == depths[end - 1] + 1)
            {
                end++;
            }

            float* from = source + depths[start];
            float* to = target + ((nint)start * row);
            int length = end - start;
            if (length < 8)
            {
                for (int j = 0; j < count; j++)
                {
                    for (int k = 0; k < length; k++)
                    {
                        to[((nint)k * row) + j] = from[neighbours[j] + k];
                    }
                }

                continue;
            }

            for (int j = 0; j < count; j += 8)
            {
                j = Math.Min(j, count - 8);
                for (int k = 0; k < length; k += 8)
                {
                    k = Math.Min(k, length - 8);
                    Packing.Transpose8(from + k, neighbours + j, to + ((nint)k * row) + j, row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRun(float* source, int* depths, int depth, int length, int row, float* target)
    {
        if (length == 16)
        {
            for (int k = 0; k < depth; k++, target += row)
            {
                float* from = source + depths[k];
                Vector256.Load(from).Store(target);
                Vector256.Load(from + 8).Store(target + 8);
            }
        }
        else if (length >= 8)
        {
            // The last vector overlaps the one before: no remainder.
            for (int k = 0; k < depth; k++, target += row)
            {
                float* from = source + depths[k];
                int i = 0;
                for (; i + 8 <= length; i += 8)
                {
                    Vector256.Load(from + i).Store(target + i);
                }

                Vector256.Load(from + length - 8).Store(target + length - 8);
            }
        }
        else if (length >= 4)
        {
            for (int k = 0; k < depth; k++, target += row)
            {
                float* from = source + depths[k];
                Vector128.Load(from).Store(target);
                Vector128.Load(from + length - 4).Store(target + length - 4);
            }
        }
        else
        {
            for (int k = 0; k < depth; k++, target += row)
            {
                float* from = source + depths[k];
                target[0] = from[0];
                if (length > 1)
                {
                    target[1] = from[1];
                    target[length - 1] = from[length - 1];
                }
            }
        }
    }
}
