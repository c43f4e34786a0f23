using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>Packs rows of small numbers for products with so many rows of x that a row of weights is read again and again: as floats, or signed bytes as pairs of 16 bits.</summary>
internal static unsafe class SmallPacking
{
    /// <summary>Neighbours of the widest panel: two vectors of 512 bits.</summary>
    private const int MostWidth = 32;

    /// <inheritdoc cref="Packing.Transposed"/>
    /// <param name="depthFirst">The first step of k, a multiple of <see cref="Blocking.Depth"/>.</param>
    /// <param name="isWhole">A step is a pair of columns.</param>
    [SkipLocalsInit]
    public static void Transposed(in SmallRows rows, int first, int count, int depthFirst, int depth, int width, bool padded, float* target, bool isWhole)
    {
        float* panel = stackalloc float[MostWidth * Blocking.Depth];
        for (int start = 0; start < count; start += width)
        {
            int valid = Math.Min(width, count - start);
            for (int row = 0; row < valid; row++)
            {
                float* to = panel + (row * depth);
                if (isWhole) Widen((sbyte*)rows.Row(first + start + row) + (2 * depthFirst), (short*)to, 2 * depth);
                else SmallReading.Row(rows, first + start + row, depthFirst, depth, to, VectorPath.Best);
            }

            Packing.Transposed(panel, depth, depth, valid, width, padded, target + ((nint)start * depth));
        }
    }

    /// <summary>A row of whole blocks has a multiple of 32 bytes.</summary>
    private static void Widen(sbyte* from, short* to, int count)
    {
        for (int i = 0; i < count; i += 32)
        {
            (Vector256<short> lower, Vector256<short> upper) = Vector256.Widen(Vector256.Load(from + i));
            lower.Store(to + i);
            upper.Store(to + i + 16);
        }
    }
}
