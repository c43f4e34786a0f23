using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Softmax over rows; a group does one row.</summary>
internal static class SoftmaxKernels
{
    public static void Forward(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long rows, int width) =>
        device.Launch(ForwardKernel, (rows, 1, 1), GpuReduce.Threads(width), x, y, width);

    /// <summary>dx = y · (dy - Σ dy · y).</summary>
    public static void Backward(GpuDevice device, ArrayView<float> dy, ArrayView<float> y, ArrayView<float> dx, long rows, int width) =>
        device.Launch(BackwardKernel, (rows, 1, 1), GpuReduce.Threads(width), dy, y, dx, width);

    private static void ForwardKernel(ArrayView<float> x, ArrayView<float> y, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;
        float max = float.MinValue;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            max = x[row + i] > max ? x[row + i] : max;
        }

        max = GpuReduce.Max(shared, max);
        float sum = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            sum += XMath.Exp(x[row + i] - max);
        }

        float scale = 1f / GpuReduce.Sum(shared, sum);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            y[row + i] = XMath.Exp(x[row + i] - max) * scale;
        }
    }

    private static void BackwardKernel(ArrayView<float> dy, ArrayView<float> y, ArrayView<float> dx, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;
        float product = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            product += dy[row + i] * y[row + i];
        }

        float sum = GpuReduce.Sum(shared, product);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            dx[row + i] = y[row + i] * (dy[row + i] - sum);
        }
    }
}
