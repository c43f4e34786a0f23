using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Pooling of a whole axis: x is [outer, length, width], a thread does one column. Over space, width is 1.</summary>
internal static class PoolKernels
{
    private const int Threads = 32;

    /// <summary>y = max over the real steps, NaN where one is; 0 when all are masked.</summary>
    /// <param name="mask">[outer, length], or empty.</param>
    public static void Max(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long length, int width) =>
        device.Launch(MaxKernel, Columns(outer, width), Threads, x, mask, y, (int)(outer * width), (int)length, width);

    /// <summary>The gradient goes to the first step that holds the maximum.</summary>
    public static void MaxBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> dx, long outer, long length, int width) =>
        device.Launch(MaxBackwardKernel, Columns(outer, width), Threads, dy, x, mask, dx, (int)(outer * width), (int)length, width);

    /// <summary>y = mean over the real steps; 0 when all are masked.</summary>
    public static void Mean(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long outer, long length, int width) =>
        device.Launch(MeanKernel, Columns(outer, width), Threads, x, mask, y, (int)(outer * width), (int)length, width);

    /// <summary>The gradient is shared out over the real steps.</summary>
    public static void MeanBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, long outer, long length, int width) =>
        device.Launch(MeanBackwardKernel, Columns(outer, width), Threads, dy, mask, dx, (int)(outer * width), (int)length, width);

    private static (long X, long Y, long Z) Columns(long outer, int width) => (((outer * width) + Threads - 1) / Threads, 1, 1);

    private static bool IsReal(ArrayView<float> mask, int step) => mask.Length == 0 || mask[step] != 0;

    private static void MaxKernel(ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, int columns, int length, int width)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < columns)
        {
            int first = First(x, mask, column, length, width);
            y[column] = first < 0 ? 0 : x[At(column, first, length, width)];
        }
    }

    private static void MaxBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> dx, int columns, int length, int width)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < columns)
        {
            int first = First(x, mask, column, length, width);
            for (int t = 0; t < length; t++)
            {
                dx[At(column, t, length, width)] = t == first ? dy[column] : 0;
            }
        }
    }

    private static void MeanKernel(ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, int columns, int length, int width)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < columns)
        {
            float sum = 0;
            for (int t = 0; t < length; t++)
            {
                if (IsReal(mask, ((column / width) * length) + t))
                {
                    sum += x[At(column, t, length, width)];
                }
            }

            y[column] = sum * Share(mask, column / width, length);
        }
    }

    private static void MeanBackwardKernel(ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, int columns, int length, int width)
    {
        int column = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (column < columns)
        {
            float given = dy[column] * Share(mask, column / width, length);
            for (int t = 0; t < length; t++)
            {
                dx[At(column, t, length, width)] = IsReal(mask, ((column / width) * length) + t) ? given : 0;
            }
        }
    }

    private static int At(int column, int t, int length, int width) => ((((column / width) * length) + t) * width) + (column % width);

    // The first real step with the maximum, a NaN being the largest; or -1.
    private static int First(ArrayView<float> x, ArrayView<float> mask, int column, int length, int width)
    {
        int first = -1;
        float max = 0;
        for (int t = 0; t < length; t++)
        {
            if (IsReal(mask, ((column / width) * length) + t))
            {
                float value = x[At(column, t, length, width)];
                if (first < 0 || value > max || (float.IsNaN(value) && !float.IsNaN(max)))
                {
                    max = value;
                    first = t;
                }
            }
        }

        return first;
    }

    private static float Share(ArrayView<float> mask, int outer, int length)
    {
        int real = 0;
        for (int t = 0; t < length; t++)
        {
            real += IsReal(mask, (outer * length) + t) ? 1 : 0;
        }

        return real == 0 ? 0 : 1f / real;
    }
}
