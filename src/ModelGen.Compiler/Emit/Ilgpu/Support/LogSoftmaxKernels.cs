using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>The logarithm of softmax over rows; a group does one row.</summary>
internal static class LogSoftmaxKernels
{
    public static void Forward(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long rows, int width) =>
        device.Launch(ForwardKernel, (rows, 1, 1), GpuReduce.Threads(width), x, y, width);

    /// <summary>dx = dy - exp(y) · Σ dy.</summary>
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

        float shift = max + XMath.Log(GpuReduce.Sum(shared, sum));
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            y[row + i] = x[row + i] - shift;
        }
    }

    private static void BackwardKernel(ArrayView<float> dy, ArrayView<float> y, ArrayView<float> dx, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * width;
        float partial = 0;
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            partial += dy[row + i];
        }

        float sum = GpuReduce.Sum(shared, partial);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            dx[row + i] = dy[row + i] - (XMath.Exp(y[row + i]) * sum);
        }
    }
}
