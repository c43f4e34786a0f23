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
            if (rows.IsPanels && valid == width && width % SmallPanel.Rows == 0 && rows.Lane(first + start) == 0)
            {
                Panels(rows, first + start, depthFirst, depth, width, target + ((nint)start * depth));
                continue;
            }

            for (int row = 0; row < valid; row++)
            {
                float* to = panel + (row * depth);
                if (isWhole) Widen((sbyte*)rows.Row(first + start + row) + (2 * depthFirst), (short*)to, 2 * depth);
                else SmallReading.Row(rows, first + start + row, depthFirst, depth, to, VectorPath.Best);
            }

            Packing.Transposed(panel, depth, depth, valid, width, padded, target + ((nint)start * depth));
        }
    }

    /// <summary>Numbers of four bits, of neighbours that stand side by side in memory already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels(in SmallRows rows, int first, int depthFirst, int depth, int width, float* target)
    {
        for (int neighbour = 0; neighbour < width; neighbour += Vector256<float>.Count)
        {
            int lane = rows.Lane(first + neighbour);
            byte* block = rows.Panel(first + neighbour) + ((nint)(depthFirst / SmallRows.Block) * SmallPanel.BlockBytes);
            for (int k = 0; k < depth; k += SmallRows.Block, block += SmallPanel.BlockBytes)
            {
                Vector256<float> scale = Vector256.Load((float*)block + lane);
                float* to = target + ((nint)k * width) + neighbour;
                int left = depth - k;
                for (int i = 0; i < SmallPanel.RowBytes; i += SmallPanel.PieceBytes)
                {
                    Vector256<int> numbers = Vector256.Load((int*)(block + SmallPanel.Numbers + (i * SmallPanel.Rows)) + lane);
                    for (int j = i; j < i + SmallPanel.PieceBytes; j++, numbers >>>= 8)
                    {
                        if (j < left) Store(numbers, scale, to + (j * width));
                        if (j + (SmallRows.Block / 2) < left) Store(numbers >>> 4, scale, to + ((j + (SmallRows.Block / 2)) * width));
                    }
                }
            }
        }
    }

    /// <summary>The lowest four bits of each lane, less 8, times a scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> numbers, Vector256<float> scale, float* to)
        => (Vector256.ConvertToSingle((numbers & Vector256.Create(15)) - Vector256.Create(8)) * scale).Store(to);

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
