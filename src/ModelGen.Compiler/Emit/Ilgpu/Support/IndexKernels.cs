using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Whole numbers that stand for places: ids as numbers, counting, rows of a table by number; and an axis moved. A thread makes one number.</summary>
internal static class IndexKernels
{
    private const int Threads = 64;

    /// <summary>y = ids, as floats.</summary>
    public static void Numbers(GpuDevice device, ArrayView<int> ids, ArrayView<float> y, long count) => device.Launch(NumbersKernel, (Groups(count), 1, 1), Threads, ids, y, (int)count);

    /// <summary>y[o, r, i] = start + r.</summary>
    public static void Places(GpuDevice device, ArrayView<float> y, long outer, long count, long inner, int start = 0) =>
        device.Launch(PlacesKernel, (Groups(outer * count * inner), 1, 1), Threads, y, (int)(outer * count * inner), (int)count, (int)inner, start);

    /// <summary>y[o, r, i] = x[o, r - by, i], or the number that comes in.</summary>
    public static void Shift(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long outer, long count, long inner, int by, float fill) =>
        device.Launch(ShiftKernel, (Groups(outer * count * inner), 1, 1), Threads, x, y, (int)(outer * count * inner), (int)count, (int)inner, by, fill);

    /// <summary>y[e, p] = table[e, ids[e, p]]; NaN for an id that is no row.</summary>
    public static void Gather(GpuDevice device, ArrayView<float> table, ArrayView<float> ids, ArrayView<float> y, long examples, long rows, long places, long width) =>
        device.Launch(GatherKernel, (Groups(examples * places * width), 1, 1), Threads, table, ids, y, (int)(examples * places * width), (int)rows, (int)places, (int)width);

    /// <summary>dTable[e, r] = Σ over the places that took row r of dy[e, p], in their order: the same bits in every run.</summary>
    public static void GatherBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> ids, ArrayView<float> dTable, long examples, long rows, long places, long width) =>
        device.Launch(GatherBackwardKernel, (Groups(examples * rows * width), 1, 1), Threads, dy, ids, dTable, (int)(examples * rows * width), (int)rows, (int)places, (int)width);

    private static long Groups(long count) => (count + Threads - 1) / Threads;

    private static void NumbersKernel(ArrayView<int> ids, ArrayView<float> y, int count)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            y[i] = ids[i];
        }
    }

    private static void PlacesKernel(ArrayView<float> y, int all, int count, int inner, int start)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < all)
        {
            y[i] = start + ((i / inner) % count);
        }
    }

    private static void ShiftKernel(ArrayView<float> x, ArrayView<float> y, int all, int count, int inner, int by, float fill)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < all)
        {
            int from = ((i / inner) % count) - by;
            y[i] = from >= 0 && from < count ? x[i - (by * inner)] : fill;
        }
    }

    private static void GatherKernel(ArrayView<float> table, ArrayView<float> ids, ArrayView<float> y, int all, int rows, int places, int width)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < all)
        {
            int place = i / width;
            float id = ids[place];
            y[i] = id >= 0 && id < rows ? table[((((place / places) * rows) + (int)id) * width) + (i % width)] : float.NaN;
        }
    }

    private static void GatherBackwardKernel(ArrayView<float> dy, ArrayView<float> ids, ArrayView<float> dTable, int all, int rows, int places, int width)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < all)
        {
            int row = (i / width) % rows, first = (i / width / rows) * places;
            float sum = 0;
            for (int place = first; place < first + places; place++)
            {
                if ((int)ids[place] == row)
                {
                    sum += dy[(place * width) + (i % width)];
                }
            }

            dTable[i] = sum;
        }
    }
}
