using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Padding masks, and single steps out of sequences.</summary>
internal static class SequenceKernels
{
    private const int Threads = 32;

    /// <summary>mask[i] = 0 where ids[i] is padding, else 1.</summary>
    public static void PaddingMask(GpuDevice device, ArrayView<int> ids, int padding, ArrayView<float> mask, long count) =>
        device.Launch(PaddingMaskKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, ids, padding, mask, (int)count);

    /// <summary>numbers[b, t]: which of its row's texts a token belongs to, from 1; 0 for padding.</summary>
    public static void TextNumbers(GpuDevice device, ArrayView<int> ids, int separator, int padding, ArrayView<float> numbers, long batch, long length) =>
        device.Launch(TextNumbersKernel, ((length + Threads - 1) / Threads, batch, 1), Threads, ids, separator, padding, numbers, (int)length);

    /// <summary>y[b] = x[b, first], the first step whose mask is not 0; step 0 when there is none.</summary>
    /// <param name="mask">[batch, length], or empty.</param>
    public static void TakeFirst(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long batch, long length, int width) =>
        device.Launch(TakeKernel, (batch, 1, 1), Threads, x, mask, y, (int)length, width, 1);

    /// <summary>dx[b, first] = dy[b], all other steps 0.</summary>
    public static void TakeFirstBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, long batch, long length, int width) =>
        device.Launch(TakeBackwardKernel, (batch, length, 1), Threads, dy, mask, dx, (int)length, width, 1);

    /// <summary>y[b] = x[b, last], the last step whose mask is not 0; step 0 when there is none.</summary>
    /// <param name="mask">[batch, length], or empty.</param>
    public static void TakeLast(GpuDevice device, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, long batch, long length, int width) =>
        device.Launch(TakeKernel, (batch, 1, 1), Threads, x, mask, y, (int)length, width, 0);

    /// <summary>dx[b, last] = dy[b], all other steps 0.</summary>
    public static void TakeLastBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, long batch, long length, int width) =>
        device.Launch(TakeBackwardKernel, (batch, length, 1), Threads, dy, mask, dx, (int)length, width, 0);

    private static void PaddingMaskKernel(ArrayView<int> ids, int padding, ArrayView<float> mask, int count)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            mask[i] = ids[i] == padding ? 0f : 1f;
        }
    }

    private static void TextNumbersKernel(ArrayView<int> ids, int separator, int padding, ArrayView<float> numbers, int length)
    {
        int t = (Grid.IdxX * Group.DimX) + Group.IdxX;
        int row = Grid.IdxY * length;
        if (t < length)
        {
            int text = 1;
            for (int i = 0; i < t; i++)
            {
                text += ids[row + i] == separator ? 1 : 0;
            }

            numbers[row + t] = ids[row + t] == padding ? 0 : text;
        }
    }

    private static void TakeKernel(ArrayView<float> x, ArrayView<float> mask, ArrayView<float> y, int length, int width, int first)
    {
        int b = Grid.IdxX;
        int step = first != 0 ? First(mask, b, length) : Last(mask, b, length);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            y[(b * width) + i] = x[(((b * length) + step) * width) + i];
        }
    }

    private static void TakeBackwardKernel(ArrayView<float> dy, ArrayView<float> mask, ArrayView<float> dx, int length, int width, int first)
    {
        int b = Grid.IdxX;
        int t = Grid.IdxY;
        int step = first != 0 ? First(mask, b, length) : Last(mask, b, length);
        for (int i = Group.IdxX; i < width; i += Group.DimX)
        {
            dx[(((b * length) + t) * width) + i] = t == step ? dy[(b * width) + i] : 0;
        }
    }

    private static int First(ArrayView<float> mask, int b, int length)
    {
        int first = 0;
        if (mask.Length > 0)
        {
            while (first < length && mask[(b * length) + first] == 0)
            {
                first++;
            }
        }

        return first < length ? first : 0;
    }

    private static int Last(ArrayView<float> mask, int b, int length)
    {
        int last = length - 1;
        if (mask.Length > 0)
        {
            while (last > 0 && mask[(b * length) + last] == 0)
            {
                last--;
            }
        }

        return last;
    }
}
