using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Maximum and mean of square windows over planes, and nearest neighbours: a thread makes one number.</summary>
internal static class WindowPoolKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>The largest number of each window; beyond an edge there is nothing. NaN where there is one.</summary>
    public static void Max(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long planes, WindowShape shape) =>
        device.Launch(MaxKernel, Grid1(planes * shape.OutPixels), Threads, x, y, (int)(planes * shape.OutPixels), shape.Image, shape.Window, shape.Padding);

    /// <summary>The mean of each window; beyond an edge there are zeros.</summary>
    public static void Mean(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long planes, WindowShape shape) =>
        device.Launch(MeanKernel, Grid1(planes * shape.OutPixels), Threads, x, y, (int)(planes * shape.OutPixels), shape.Image, shape.Window, shape.Padding);

    /// <summary>The gradient of a window goes to its first maximum: each pixel asks the windows that it is in.</summary>
    public static void MaxBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, long planes, WindowShape shape) =>
        device.Launch(MaxBackwardKernel, Grid1(planes * shape.Pixels), Threads, dy, x, dx, (int)(planes * shape.Pixels), shape.Image, shape.Window, shape.Padding);

    public static void MeanBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> dx, long planes, WindowShape shape) =>
        device.Launch(MeanBackwardKernel, Grid1(planes * shape.Pixels), Threads, dy, dx, (int)(planes * shape.Pixels), shape.Image, shape.Window, shape.Padding);

    /// <summary>Each pixel repeated in both directions.</summary>
    public static void Upsample(GpuDevice device, ArrayView<float> x, ArrayView<float> y, long planes, int height, int width, int factor) =>
        device.Launch(UpsampleKernel, Grid1(planes * height * width * factor * factor), Threads, x, y, (int)(planes * height * width * factor * factor), height, width, factor);

    public static void UpsampleBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> dx, long planes, int height, int width, int factor) =>
        device.Launch(UpsampleBackwardKernel, Grid1(planes * height * width), Threads, dy, dx, (int)(planes * height * width), height, width, factor);

    private static (long X, long Y, long Z) Grid1(long count) => ((count + Threads - 1) / Threads, 1, 1);

    private static void MaxKernel(ArrayView<float> x, ArrayView<float> y, int count, Index3D image, Index3D window, int padding)
    {
        WindowShape shape = new(image, window, padding);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int plane = i / shape.OutPixels * shape.Pixels;
            y[i] = x[plane + Largest(x, plane, i / shape.OutWidth % shape.OutHeight, i % shape.OutWidth, shape)];
        }
    }

    private static void MeanKernel(ArrayView<float> x, ArrayView<float> y, int count, Index3D image, Index3D window, int padding)
    {
        WindowShape shape = new(image, window, padding);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int plane = i / shape.OutPixels * shape.Pixels;
            int top = (i / shape.OutWidth % shape.OutHeight * shape.Stride) - shape.Padding;
            int left = (i % shape.OutWidth * shape.Stride) - shape.Padding;
            float sum = 0;
            for (int row = top; row < top + shape.Size; row++)
            {
                for (int column = left; column < left + shape.Size; column++)
                {
                    bool isInside = row >= 0 && row < shape.Height && column >= 0 && column < shape.Width;
                    sum += isInside ? x[plane + (row * shape.Width) + column] : 0;
                }
            }

            y[i] = sum / (shape.Size * shape.Size);
        }
    }

    private static void MaxBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int count, Index3D image, Index3D window, int padding)
    {
        WindowShape shape = new(image, window, padding);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int pixel = i % shape.Pixels;
            int plane = i - pixel;
            int outPlane = i / shape.Pixels * shape.OutPixels;
            int row = pixel / shape.Width;
            int column = pixel % shape.Width;
            float sum = 0;
            for (int oy = First(row, shape); oy < shape.OutHeight && (oy * shape.Stride) - shape.Padding <= row; oy++)
            {
                for (int ox = First(column, shape); ox < shape.OutWidth && (ox * shape.Stride) - shape.Padding <= column; ox++)
                {
                    sum += Largest(x, plane, oy, ox, shape) == pixel ? dy[outPlane + (oy * shape.OutWidth) + ox] : 0;
                }
            }

            dx[i] = sum;
        }
    }

    private static void MeanBackwardKernel(ArrayView<float> dy, ArrayView<float> dx, int count, Index3D image, Index3D window, int padding)
    {
        WindowShape shape = new(image, window, padding);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int outPlane = i / shape.Pixels * shape.OutPixels;
            int row = i % shape.Pixels / shape.Width;
            int column = i % shape.Width;
            float sum = 0;
            for (int oy = First(row, shape); oy < shape.OutHeight && (oy * shape.Stride) - shape.Padding <= row; oy++)
            {
                for (int ox = First(column, shape); ox < shape.OutWidth && (ox * shape.Stride) - shape.Padding <= column; ox++)
                {
                    sum += dy[outPlane + (oy * shape.OutWidth) + ox];
                }
            }

            dx[i] = sum / (shape.Size * shape.Size);
        }
    }

    private static void UpsampleKernel(ArrayView<float> x, ArrayView<float> y, int count, int height, int width, int factor)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int column = i % (width * factor) / factor;
            int row = i / (width * factor) % (height * factor) / factor;
            int plane = i / (height * factor * width * factor);
            y[i] = x[(((plane * height) + row) * width) + column];
        }
    }

    private static void UpsampleBackwardKernel(ArrayView<float> dy, ArrayView<float> dx, int count, int height, int width, int factor)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int first = (i / width * factor * width * factor) + (i % width * factor);
            float sum = 0;
            for (int row = 0; row < factor; row++)
            {
                for (int column = 0; column < factor; column++)
                {
                    sum += dy[first + (row * width * factor) + column];
                }
            }

            dx[i] = sum;
        }
    }

    // The first window that reaches so far.
    private static int First(int place, WindowShape shape)
    {
        int past = place + shape.Padding - shape.Size;
        return past < 0 ? 0 : (past / shape.Stride) + 1;
    }

    // The pixel, within its plane, that holds the first maximum of a window.
    private static int Largest(ArrayView<float> x, int plane, int oy, int ox, WindowShape shape)
    {
        int top = (oy * shape.Stride) - shape.Padding;
        int left = (ox * shape.Stride) - shape.Padding;
        int found = -1;
        float most = 0;
        for (int row = top; row < top + shape.Size; row++)
        {
            for (int column = left; column < left + shape.Size; column++)
            {
                if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                {
                    int pixel = (row * shape.Width) + column;
                    float value = x[plane + pixel];
                    if (found < 0 || value > most || (float.IsNaN(value) && !float.IsNaN(most)))
                    {
                        found = pixel;
                        most = value;
                    }
                }
            }
        }

        return found;
    }
}
