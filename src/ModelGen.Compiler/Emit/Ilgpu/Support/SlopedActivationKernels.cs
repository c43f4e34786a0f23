using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Non-linearities with a number of the user's.</summary>
internal static class SlopedActivationKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>y = x where x is positive, slope · x elsewhere.</summary>
    public static void LeakyRelu(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long count, float slope) =>
        device.Launch(LeakyReluKernel, Grid1(count), Threads, x, y, (int)count, slope);

    public static void LeakyReluBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, long count, float slope) =>
        device.Launch(LeakyReluBackwardKernel, Grid1(count), Threads, dy, x, dx, (int)count, slope);

    /// <summary>y = x where x is positive, alpha · (exp(x) - 1) elsewhere.</summary>
    public static void Elu(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long count, float alpha) =>
        device.Launch(EluKernel, Grid1(count), Threads, x, y, (int)count, alpha);

    public static void EluBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, long count, float alpha) =>
        device.Launch(EluBackwardKernel, Grid1(count), Threads, dy, x, dx, (int)count, alpha);

    private static (long X, long Y, long Z) Grid1(long count) => ((count + Threads - 1) / Threads, 1, 1);

    private static int Index() => (Grid.IdxX * Group.DimX) + Group.IdxX;

    private static void LeakyReluKernel(ArrayView<float> x, ArrayView<float> y, int count, float slope)
    {
        int i = Index();
        if (i < count)
        {
            y[i] = x[i] > 0 ? x[i] : slope * x[i];
        }
    }

    private static void LeakyReluBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int count, float slope)
    {
        int i = Index();
        if (i < count)
        {
            dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
        }
    }

    private static void EluKernel(ArrayView<float> x, ArrayView<float> y, int count, float alpha)
    {
        int i = Index();
        if (i < count)
        {
            y[i] = x[i] > 0 ? x[i] : alpha * GpuMath.ExpMinusOne(x[i]);
        }
    }

    private static void EluBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int count, float alpha)
    {
        int i = Index();
        if (i < count)
        {
            dx[i] = x[i] > 0 ? dy[i] : alpha * XMath.Exp(x[i]) * dy[i];
        }
    }
}
