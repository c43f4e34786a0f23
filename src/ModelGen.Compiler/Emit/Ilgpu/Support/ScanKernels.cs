using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Running sums along an axis: x is [outer, count, inner], a thread does one column.</summary>
internal static class ScanKernels
{
    private const int Threads = 32;

    public static void Sum(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long outer, long count, long inner) =>
        device.Launch(SumKernel, (((outer * inner) + Threads - 1) / Threads, 1, 1), Threads, x, y, (int)(outer * inner), (int)count, (int)inner, 0);

    public static void SumFromEnd(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long outer, long count, long inner) =>
        device.Launch(SumKernel, (((outer * inner) + Threads - 1) / Threads, 1, 1), Threads, x, y, (int)(outer * inner), (int)count, (int)inner, 1);

    private static void SumKernel(ArrayView<float> x, ArrayView<float> y, int columns, int count, int inner, int fromEnd)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < columns)
        {
            float sum = 0;
            for (int row = 0; row < count; row++)
            {
                int place = fromEnd != 0 ? count - 1 - row : row;
                int at = ((((column / inner) * count) + place) * inner) + (column % inner);
                sum += x[at];
                y[at] = sum;
            }
        }
    }
}
