using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Kernels that treat each number alone.</summary>
internal static class ElementwiseKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>y = a + b.</summary>
    public static void Add(GpuDevice device, ArrayView<float> a, ArrayView<float> b, ArrayView<float> y, long count) =>
        device.Launch(AddKernel, Grid1(count), Threads, a, b, y, (int)count);

    /// <summary>x = x · factor.</summary>
    public static void Scale(GpuDevice device, ArrayView<float> x, float factor, long count) =>
        device.Launch(ScaleKernel, Grid1(count), Threads, x, factor, (int)count);

    public static void Copy(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long count) =>
        device.Launch(CopyKernel, Grid1(count), Threads, x, y, (int)count);

    /// <param name="activation">A constant of <see cref="GpuMath"/>.</param>
    public static void Activation(GpuDevice device, int activation, ArrayView<float> x, ArrayView<float> y, long count) =>
        device.Launch(ActivationKernel, Grid1(count), Threads, activation, x, y, (int)count);

    /// <summary>dx = dy · act'(x).</summary>
    public static void ActivationBackward(GpuDevice device, int activation, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, long count) =>
        device.Launch(ActivationBackwardKernel, Grid1(count), Threads, activation, dy, x, dx, (int)count);

    /// <summary>y = silu(gate) · up; x is [rows, gate | up].</summary>
    public static void GatedSilu(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long rows, int width) =>
        device.Launch(GatedSiluKernel, Grid1(rows * width), Threads, x, y, (int)(rows * width), width);

    public static void GatedSiluBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, long rows, int width) =>
        device.Launch(GatedSiluBackwardKernel, Grid1(rows * width), Threads, dy, x, dx, (int)(rows * width), width);

    /// <summary>y = x · kept / (1 - rate): the mask of the CPU target for the same key.</summary>
    public static void Dropout(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long count, float rate, ulong key) =>
        device.Launch(DropoutKernel, Grid1(count), Threads, x, y, (int)count, GpuRandom.Spread(key), GpuRandom.Threshold(rate), GpuRandom.Scale(rate));

    private static (long X, long Y, long Z) Grid1(long count) => ((count + Threads - 1) / Threads, 1, 1);

    private static int Index() => (Grid.IdxX * Group.DimX) + Group.IdxX;

    private static void AddKernel(ArrayView<float> a, ArrayView<float> b, ArrayView<float> y, int count)
    {
        int i = Index();
        if (i < count)
        {
            y[i] = a[i] + b[i];
        }
    }

    private static void ScaleKernel(ArrayView<float> x, float factor, int count)
    {
        int i = Index();
        if (i < count)
        {
            x[i] *= factor;
        }
    }

    private static void CopyKernel(ArrayView<float> x, ArrayView<float> y, int count)
    {
        int i = Index();
        if (i < count)
        {
            y[i] = x[i];
        }
    }

    private static void ActivationKernel(int activation, ArrayView<float> x, ArrayView<float> y, int count)
    {
        int i = Index();
        if (i < count)
        {
            y[i] = GpuMath.Activate(activation, x[i]);
        }
    }

    private static void ActivationBackwardKernel(int activation, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int count)
    {
        int i = Index();
        if (i < count)
        {
            dx[i] = dy[i] * GpuMath.Derivative(activation, x[i]);
        }
    }

    private static void GatedSiluKernel(ArrayView<float> x, ArrayView<float> y, int count, int width)
    {
        int i = Index();
        if (i < count)
        {
            int gate = ((i / width) * 2 * width) + (i % width);
            y[i] = GpuMath.Activate(GpuMath.Silu, x[gate]) * x[gate + width];
        }
    }

    private static void GatedSiluBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int count, int width)
    {
        int i = Index();
        if (i < count)
        {
            int gate = ((i / width) * 2 * width) + (i % width);
            float g = x[gate];
            float up = x[gate + width];
            dx[gate] = dy[i] * up * GpuMath.SiluSlope(g);
            dx[gate + width] = dy[i] * GpuMath.Activate(GpuMath.Silu, g);
        }
    }

    private static void DropoutKernel(ArrayView<float> x, ArrayView<float> y, int count, ulong key, uint threshold, float scale)
    {
        int i = Index();
        if (i < count)
        {
            y[i] = GpuRandom.Hash(key, (uint)i) >= threshold ? x[i] * scale : 0;
        }
    }
}
