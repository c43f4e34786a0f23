using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>
/// A thread's share of a slice of a product's operand, on its way from global memory to shared memory, where a slice is [16, 64] with the depth
/// first. In memory the depth is either the last axis ("rows": four threads share a row, four depths each) or the first one ("columns": 16 threads
/// share a depth, four columns each).
/// </summary>
internal struct ProductSlice
{
    /// <summary>Rows or columns of a slice, and threads of a group.</summary>
    public const int Side = 64;

    public const int Depth = 16;

    private const int Threads = 16;

    public Float4 A;
    public Float4 B;
    public Float4 C;
    public Float4 D;

    /// <param name="start">The first row of the tile.</param>
    /// <param name="depth">The first depth of the slice.</param>
    /// <param name="depths">The whole depth; not looked at when <paramref name="isWhole"/>.</param>
    /// <param name="isWhole">The depth is a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProductSlice Rows(ArrayView<Float4> x, int thread, int start, int rows, int depth, int depths, int stride, bool isWhole)
    {
        ProductSlice slice = default;
        int row = start + (thread >> 2);
        int at = depth + (4 * (thread & 3));
        if (isWhole || at < depths)
        {
            int index = ((row * stride) + at) / 4;
            int step = 4 * stride; // sixteen rows further, in vectors
            if (row < rows)
            {
                slice.A = x[index];
            }

            if (row + 16 < rows)
            {
                slice.B = x[index + step];
            }

            if (row + 32 < rows)
            {
                slice.C = x[index + (2 * step)];
            }

            if (row + 48 < rows)
            {
                slice.D = x[index + (3 * step)];
            }
        }

        return slice;
    }

    /// <summary>Rows that are not whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProductSlice Rows(ArrayView<float> x, int thread, int start, int rows, int depth, int depths, int stride)
    {
        ProductSlice slice = default;
        int row = start + (thread >> 2);
        int at = depth + (4 * (thread & 3));
        int index = (row * stride) + at;
        int step = 16 * stride;
        if (row < rows)
        {
            slice.A = Part(x, index, depths - at);
        }

        if (row + 16 < rows)
        {
            slice.B = Part(x, index + step, depths - at);
        }

        if (row + 32 < rows)
        {
            slice.C = Part(x, index + (2 * step), depths - at);
        }

        if (row + 48 < rows)
        {
            slice.D = Part(x, index + (3 * step), depths - at);
        }

        return slice;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProductSlice Columns(ArrayView<Float4> x, int thread, int depth, int depths, int start, int columns, int stride)
    {
        ProductSlice slice = default;
        int column = start + (4 * (thread % Threads));
        int at = depth + (thread / Threads);
        if (column < columns)
        {
            int index = ((at * stride) + column) / 4;
            int step = stride; // four depths further, in vectors
            if (at < depths)
            {
                slice.A = x[index];
            }

            if (at + 4 < depths)
            {
                slice.B = x[index + step];
            }

            if (at + 8 < depths)
            {
                slice.C = x[index + (2 * step)];
            }

            if (at + 12 < depths)
            {
                slice.D = x[index + (3 * step)];
            }
        }

        return slice;
    }

    /// <summary>Rows that are not whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProductSlice Columns(ArrayView<float> x, int thread, int depth, int depths, int start, int columns, int stride)
    {
        ProductSlice slice = default;
        int column = start + (4 * (thread % Threads));
        int at = depth + (thread / Threads);
        int index = (at * stride) + column;
        if (at < depths)
        {
            slice.A = Part(x, index, columns - column);
        }

        if (at + 4 < depths)
        {
            slice.B = Part(x, index + (4 * stride), columns - column);
        }

        if (at + 8 < depths)
        {
            slice.C = Part(x, index + (8 * stride), columns - column);
        }

        if (at + 12 < depths)
        {
            slice.D = Part(x, index + (12 * stride), columns - column);
        }

        return slice;
    }

    /// <summary>
    /// A column lies where its number, its bits 3 and 4 exclusive-or'd with depth / 4, says: so the threads of a warp, which have eight rows and four depths of each, write to
    /// 32 different banks.
    /// </summary>
    /// <param name="shared">[2, 16, 64].</param>
    /// <param name="first">The first depth of the buffer: 0 or 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreRows(ArrayView<float> shared, int first, int thread)
    {
        int part = thread & 3;
        int at = (first + (4 * part)) * Side;
        int column = (thread >> 2) ^ (8 * part);
        int other = at + (column ^ 16);
        at += column;
        Spread(shared, at, A);
        Spread(shared, other, B);
        Spread(shared, at + 32, C);
        Spread(shared, other + 32, D);
    }

    /// <summary>Each column where its number says.</summary>
    /// <param name="shared">[2, 16, 16].</param>
    /// <param name="first">The first depth of the buffer: 0 or 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreColumns(ArrayView<Float4> shared, int first, int thread)
    {
        int at = ((first + (thread / Threads)) * Threads) + (thread % Threads);
        shared[at] = A;
        shared[at + (4 * Threads)] = B;
        shared[at + (8 * Threads)] = C;
        shared[at + (12 * Threads)] = D;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(ArrayView<float> shared, int at, Float4 value)
    {
        shared[at] = value.X;
        shared[at + Side] = value.Y;
        shared[at + (2 * Side)] = value.Z;
        shared[at + (3 * Side)] = value.W;
    }

    // Up to four numbers, as many as are left in the row; zeros for the others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float4 Part(ArrayView<float> x, int index, int left)
    {
        Float4 part = default;
        if (left > 0)
        {
            part.X = x[index];
        }

        if (left > 1)
        {
            part.Y = x[index + 1];
        }

        if (left > 2)
        {
            part.Z = x[index + 2];
        }

        if (left > 3)
        {
            part.W = x[index + 3];
        }

        return part;
    }
}
