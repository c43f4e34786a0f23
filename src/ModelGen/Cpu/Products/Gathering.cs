using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
