using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Pools over windows of time [batch, steps, width], and what windows make of a padding mask: a thread makes one number. Padding within a window counts as 0.</summary>
internal static class TimeWindowKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>result[b, w] = 1 where window w is real.</summary>
    public static void Mask(GpuDevice device, ArrayView<float> mask, ArrayView<float> result, long batch, long length, long windows, int span, int stride, int padding) =>
        device.Launch(MaskKernel, Grid1(batch * windows), Threads, RealSteps.Find(device, mask, batch, length, windows, span, stride, padding), result, (int)(batch * windows), (int)windows);

    /// <summary>The largest value of each real window; 0 for windows that are not real. NaN where there is one.</summary>
    /// <param name="mask">[batch, steps], or empty.</param>
    public static void Max(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long batch, TimeShape shape) =>
        device.Launch(MaxKernel, Grid1(batch * shape.Windows * shape.Width), Threads, x, mask, shape.Find(device, mask, batch), y, (int)(batch * shape.Windows * shape.Width), shape.Steps, shape.Window);

    /// <summary>The gradient goes to the first step of a window that holds its maximum, to none where that is padding: each step asks the windows that it is in.</summary>
    public static void MaxBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> dx, long batch, TimeShape shape) =>
        device.Launch(MaxBackwardKernel, Grid1(batch * shape.Length * shape.Width), Threads, dy, x, mask, shape.Find(device, mask, batch), dx, (int)(batch * shape.Length * shape.Width), shape.Steps, shape.Window);

    /// <summary>The sum of each real window over its size; 0 for windows that are not real.</summary>
    public static void Mean(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long batch, TimeShape shape) =>
        device.Launch(MeanKernel, Grid1(batch * shape.Windows * shape.Width), Threads, x, mask, shape.Find(device, mask, batch), y, (int)(batch * shape.Windows * shape.Width), shape.Steps, shape.Window);

    public static void MeanBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, long batch, TimeShape shape) =>
        device.Launch(MeanBackwardKernel, Grid1(batch * shape.Length * shape.Width), Threads, dy, mask, shape.Find(device, mask, batch), dx, (int)(batch * shape.Length * shape.Width), shape.Steps, shape.Window);

    private static (long X, long Y, long Z) Grid1(long count) => ((count + Threads - 1) / Threads, 1, 1);

    private static void MaskKernel(ArrayView<float> real, ArrayView<float> result, int count, int windows)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            result[i] = RealSteps.Of(real, i / windows, 0, windows).Has(i % windows) ? 1f : 0f;
        }
    }

    private static void MaxKernel(ArrayView<float> x, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> y, int count, Index3D steps, Index3D sizes)
    {
        TimeShape shape = new(steps, sizes);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int window = i / shape.Width % shape.Windows;
            int example = i / shape.Width / shape.Windows;
            RealSteps own = RealSteps.Of(real, example, shape.Length, shape.Windows);
            int found = own.Has(window) ? Largest(x, mask, example, i % shape.Width, window, own, shape) : -1;
            y[i] = found >= 0 && IsReal(mask, example, found, shape) ? x[shape.At(example, found, i % shape.Width)] : 0;
        }
    }

    private static void MaxBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> dx, int count, Index3D steps, Index3D sizes)
    {
        TimeShape shape = new(steps, sizes);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int feature = i % shape.Width;
            int step = i / shape.Width % shape.Length;
            int example = i / shape.Width / shape.Length;
            RealSteps own = RealSteps.Of(real, example, shape.Length, shape.Windows);
            float sum = 0;
            for (int window = shape.Earliest(step, own); own.Has(window) && shape.Start(window, own) <= step; window++)
            {
                sum += Largest(x, mask, example, feature, window, own, shape) == step ? dy[(((example * shape.Windows) + window) * shape.Width) + feature] : 0;
            }

            dx[i] = IsReal(mask, example, step, shape) ? sum : 0;
        }
    }

    private static void MeanKernel(ArrayView<float> x, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> y, int count, Index3D steps, Index3D sizes)
    {
        TimeShape shape = new(steps, sizes);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int window = i / shape.Width % shape.Windows;
            int example = i / shape.Width / shape.Windows;
            RealSteps own = RealSteps.Of(real, example, shape.Length, shape.Windows);
            int last = shape.End(window, own); // without a branch: behind one, PoCL 6 does not compile the kernel
            int end = own.Has(window) ? last : 0;
            float sum = 0;
            for (int t = shape.First(window, own); t < end; t++)
            {
                sum += IsReal(mask, example, t, shape) ? x[shape.At(example, t, i % shape.Width)] : 0;
            }

            y[i] = sum / shape.Size;
        }
    }

    private static void MeanBackwardKernel(ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> dx, int count, Index3D steps, Index3D sizes)
    {
        TimeShape shape = new(steps, sizes);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int step = i / shape.Width % shape.Length;
            int example = i / shape.Width / shape.Length;
            RealSteps own = RealSteps.Of(real, example, shape.Length, shape.Windows);
            float sum = 0;
            for (int window = shape.Earliest(step, own); own.Has(window) && shape.Start(window, own) <= step; window++)
            {
                sum += dy[(((example * shape.Windows) + window) * shape.Width) + (i % shape.Width)];
            }

            dx[i] = IsReal(mask, example, step, shape) ? sum / shape.Size : 0;
        }
    }

    // The first step with a window's maximum, a NaN being the largest; -1 for a window that lies beyond the sequence.
    private static int Largest(ArrayView<float> x, ArrayView<float> mask, int example, int feature, int window, RealSteps own, TimeShape shape)
    {
        int found = -1;
        float most = 0;
        for (int t = shape.First(window, own); t < shape.End(window, own); t++)
        {
            float value = IsReal(mask, example, t, shape) ? x[shape.At(example, t, feature)] : 0;
            if (found < 0 || value > most || (float.IsNaN(value) && !float.IsNaN(most)))
            {
                found = t;
                most = value;
            }
        }

        return found;
    }

    // Behind the batch's last step there are zeros, too.
    private static bool IsReal(ArrayView<float> mask, int example, int step, TimeShape shape) => step < shape.Length && RealSteps.IsReal(mask, (example * shape.Length) + step);
}
