using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// Convolution of images [batch, channels, height, width], or of sequences [batch, steps, channels], with filters [filters, channels / groups, rows, columns]: a thread makes one number, in a fixed
/// order, so that two runs give the same bits. Windows over time that know of padding begin where <see cref="RealSteps"/> says, and see zeros where the mask is 0.
/// </summary>
internal static class ConvolutionKernels
{
    private const int Threads = GpuReduce.Most;

    /// <param name="bias">[filters], or empty.</param>
    public static void Forward(GpuDevice device, ArrayView<float> x, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> y, long batch, ConvolutionShape shape) =>
        Forward(device, x, weight, bias, device.Empty, device.Empty, y, batch, shape);

    /// <param name="bias">[filters], or empty.</param>
    /// <param name="mask">[batch, steps], or empty.</param>
    /// <param name="real">Of <see cref="RealSteps.Find"/>, or empty.</param>
    public static void Forward(
        GpuDevice device, ArrayView<float> x, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> y, long batch, ConvolutionShape shape)
    {
        long count = batch * shape.Filters * shape.OutPixels;
        device.Launch(ForwardKernel, Grid1(count), Threads, x, weight, bias, mask, real, y, (int)count, shape.Image, shape.Filter, shape.Steps, shape.Ends, shape.Result);
    }

    /// <summary>The gradient of the image, which is also the transposed convolution.</summary>
    /// <param name="bias">[channels], or empty.</param>
    public static void BackwardInput(GpuDevice device, ArrayView<float> dy, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> dx, long batch, ConvolutionShape shape) =>
        BackwardInput(device, dy, weight, bias, device.Empty, device.Empty, dx, batch, shape);

    /// <inheritdoc cref="BackwardInput(GpuDevice, ArrayView{float}, ArrayView{float}, ArrayView{float}, ArrayView{float}, long, ConvolutionShape)"/>
    public static void BackwardInput(
        GpuDevice device, ArrayView<float> dy, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> dx, long batch, ConvolutionShape shape)
    {
        long count = batch * shape.Channels * shape.Pixels;
        device.Launch(BackwardInputKernel, Grid1(count), Threads, dy, weight, bias, mask, real, dx, (int)count, shape.Image, shape.Filter, shape.Steps, shape.Ends, shape.Result);
    }

    /// <summary>Adds to the gradient of the filters.</summary>
    public static void BackwardWeight(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dWeight, long batch, ConvolutionShape shape) =>
        BackwardWeight(device, dy, x, device.Empty, device.Empty, dWeight, batch, shape);

    /// <summary>Adds to the gradient of the filters.</summary>
    public static void BackwardWeight(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> dWeight, long batch, ConvolutionShape shape)
    {
        long count = (long)shape.Filters * shape.GroupChannels * shape.KernelHeight * shape.KernelWidth;
        device.Launch(BackwardWeightKernel, Grid1(count), Threads, dy, x, mask, real, dWeight, (int)batch, (int)count, shape.Image, shape.Filter, shape.Steps, shape.Ends, shape.Result);
    }

    /// <summary>Adds to the gradient of the biases: the sum over the batch and each plane. Steps whose features lie side by side are examples of one pixel.</summary>
    public static void BackwardBias(GpuDevice device, ArrayView<float> dy, ArrayView<float> dBias, long batch, int channels, int pixels) =>
        device.Launch(BackwardBiasKernel, Grid1(channels), Threads, dy, dBias, (int)batch, channels, pixels);

    private static (long X, long Y, long Z) Grid1(long count) => ((count + Threads - 1) / Threads, 1, 1);

    private static void ForwardKernel(
        ArrayView<float> x, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> y, int count, Index3D image, Index3D kernel, Index3D steps, Index3D ends, Index3D result)
    {
        ConvolutionShape shape = new(image, kernel, steps, ends, result);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int pixel = shape.Pixel(i, shape.Filters, shape.OutPixels);
            int column = pixel % shape.OutWidth;
            int row = pixel / shape.OutWidth;
            int filter = shape.Channel(i, shape.Filters, shape.OutPixels);
            int example = i / shape.OutPixels / shape.Filters;
            int first = filter / shape.GroupFilters * shape.GroupChannels;
            int start = RealSteps.Shift(real, example, shape.StrideX) - shape.PaddingLeft;
            int pixelStep = shape.PixelStep(shape.Channels);
            float sum = bias.Length > 0 ? bias[filter] : 0;
            int tap = filter * shape.GroupChannels * shape.KernelHeight * shape.KernelWidth;
            for (int channel = 0; channel < shape.GroupChannels; channel++)
            {
                int plane = (example * shape.Channels * shape.Pixels) + ((first + channel) * shape.ChannelStep(shape.Pixels));
                for (int ky = 0; ky < shape.KernelHeight; ky++)
                {
                    int iy = (row * shape.StrideY) + (ky * shape.Dilation) - shape.PaddingTop;
                    for (int kx = 0; kx < shape.KernelWidth; kx++)
                    {
                        int ix = (column * shape.StrideX) + (kx * shape.Dilation) + start;
                        bool isInside = iy >= 0 && iy < shape.Height && ix >= 0 && ix < shape.Width && RealSteps.IsReal(mask, (example * shape.Width) + ix);
                        sum += isInside ? x[plane + (((iy * shape.Width) + ix) * pixelStep)] * weight[tap] : 0;
                        tap++;
                    }
                }
            }

            y[i] = sum;
        }
    }

    private static void BackwardInputKernel(
        ArrayView<float> dy, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> dx, int count, Index3D image, Index3D kernel, Index3D steps, Index3D ends, Index3D result)
    {
        ConvolutionShape shape = new(image, kernel, steps, ends, result);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int pixel = shape.Pixel(i, shape.Channels, shape.Pixels);
            int column = pixel % shape.Width;
            int row = pixel / shape.Width;
            int channel = shape.Channel(i, shape.Channels, shape.Pixels);
            int example = i / shape.Pixels / shape.Channels;
            int group = channel / shape.GroupChannels;
            int taps = shape.KernelHeight * shape.KernelWidth;
            int start = RealSteps.Shift(real, example, shape.StrideX) - shape.PaddingLeft;
            int pixelStep = shape.PixelStep(shape.Filters);
            float sum = bias.Length > 0 ? bias[channel] : 0;
            for (int own = 0; own < shape.GroupFilters; own++)
            {
                int filter = (group * shape.GroupFilters) + own;
                int plane = (example * shape.Filters * shape.OutPixels) + (filter * shape.ChannelStep(shape.OutPixels));
                int tap = ((filter * shape.GroupChannels) + (channel % shape.GroupChannels)) * taps;
                for (int ky = 0; ky < shape.KernelHeight; ky++)
                {
                    int down = row + shape.PaddingTop - (ky * shape.Dilation);
                    int oy = down / shape.StrideY;
                    for (int kx = 0; kx < shape.KernelWidth; kx++)
                    {
                        int right = column - start - (kx * shape.Dilation);
                        int ox = right / shape.StrideX;
                        bool isMet = down >= 0 && right >= 0 && oy * shape.StrideY == down && ox * shape.StrideX == right && oy < shape.OutHeight && ox < shape.OutWidth;
                        sum += isMet ? dy[plane + (((oy * shape.OutWidth) + ox) * pixelStep)] * weight[tap] : 0;
                        tap++;
                    }
                }
            }

            // Padding is not seen, so it has no gradient.
            dx[i] = RealSteps.IsReal(mask, (example * shape.Width) + column) ? sum : 0;
        }
    }

    private static void BackwardWeightKernel(
        ArrayView<float> dy, ArrayView<float> x, ArrayView<float> mask, ArrayView<float> real, ArrayView<float> dWeight, int batch, int count, Index3D image, Index3D kernel, Index3D steps, Index3D ends, Index3D result)
    {
        ConvolutionShape shape = new(image, kernel, steps, ends, result);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int kx = i % shape.KernelWidth;
            int ky = i / shape.KernelWidth % shape.KernelHeight;
            int own = i / shape.KernelWidth / shape.KernelHeight % shape.GroupChannels;
            int filter = i / shape.KernelWidth / shape.KernelHeight / shape.GroupChannels;
            int channel = (filter / shape.GroupFilters * shape.GroupChannels) + own;
            int outStep = shape.PixelStep(shape.Filters);
            int step = shape.PixelStep(shape.Channels);
            float total = 0;
            for (int example = 0; example < batch; example++)
            {
                int plane = (example * shape.Filters * shape.OutPixels) + (filter * shape.ChannelStep(shape.OutPixels));
                int origin = (example * shape.Channels * shape.Pixels) + (channel * shape.ChannelStep(shape.Pixels));
                int start = RealSteps.Shift(real, example, shape.StrideX) - shape.PaddingLeft;
                for (int oy = 0; oy < shape.OutHeight; oy++)
                {
                    int iy = (oy * shape.StrideY) + (ky * shape.Dilation) - shape.PaddingTop;
                    float sum = 0; // of a row: parts of a sum stay near each other in size
                    for (int ox = 0; ox < shape.OutWidth; ox++)
                    {
                        int ix = (ox * shape.StrideX) + (kx * shape.Dilation) + start;
                        bool isInside = iy >= 0 && iy < shape.Height && ix >= 0 && ix < shape.Width && RealSteps.IsReal(mask, (example * shape.Width) + ix);
                        sum += isInside ? dy[plane + (((oy * shape.OutWidth) + ox) * outStep)] * x[origin + (((iy * shape.Width) + ix) * step)] : 0;
                    }

                    total += sum;
                }
            }

            dWeight[i] += total;
        }
    }

    private static void BackwardBiasKernel(ArrayView<float> dy, ArrayView<float> dBias, int batch, int channels, int pixels)
    {
        int channel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (channel < channels)
        {
            float total = 0;
            for (int example = 0; example < batch; example++)
            {
                float sum = 0;
                for (int i = 0; i < pixels; i++)
                {
                    sum += dy[(((example * channels) + channel) * pixels) + i];
                }

                total += sum;
            }

            dBias[channel] += total;
        }
    }
}
