using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>The sums of a matrix's columns, in an order that does not depend on the device: of slices of rows, then of the slices.</summary>
internal static class ColumnSums
{
    private const int Threads = GpuReduce.Most;
    private const int Slice = 64;

    /// <summary>y [columns] += the column sums of x [rows, columns].</summary>
    public static void Add(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long rows, int columns)
    {
        long slices = (rows + Slice - 1) / Slice, groups = (columns + Threads - 1) / Threads;
        ArrayView<float> parts = device.Parts(slices * columns);
        device.Launch(SliceKernel, (groups, slices, 1), Threads, x, parts, (int)rows, columns);
        device.Launch(AddKernel, (groups, 1, 1), Threads, parts, y, (int)slices, columns);
    }

    private static void SliceKernel(ArrayView<float> x, ArrayView<float> parts, int rows, int columns)
    {
        int column = (Grid.IdxX * Threads) + Group.IdxX;
        if (column < columns)
        {
            int first = Grid.IdxY * Slice;
            int end = first + Slice < rows ? first + Slice : rows;
            float sum = 0;
            for (int row = first; row < end; row++)
            {
                sum += x[(row * columns) + column];
            }

            parts[(Grid.IdxY * columns) + column] = sum;
        }
    }

    private static void AddKernel(ArrayView<float> parts, ArrayView<float> y, int slices, int columns)
    {
        int column = (Grid.IdxX * Threads) + Group.IdxX;
        if (column < columns)
        {
            float sum = 0;
            for (int slice = 0; slice < slices; slice++)
            {
                sum += parts[(slice * columns) + column];
            }

            y[column] += sum;
        }
    }
}
