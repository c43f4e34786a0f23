using ILGPU;

namespace ModelGen.Gpu;

/// <summary>The sizes of a convolution of images, or of sequences, which are images of one row. Kernels take them in threes: a structure of one's own would have to be public.</summary>
/// <param name="ChannelsLast">1: the channels of a pixel lie side by side, as the features of a step do; 0: each channel is a plane.</param>
internal readonly record struct ConvolutionShape(
    int Channels, int Height, int Width, int Filters, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PaddingTop, int PaddingLeft, int Dilation, int Groups, int OutHeight, int OutWidth, int ChannelsLast)
{
    public ConvolutionShape(Index3D image, Index3D filter, Index3D steps, Index3D ends, Index3D result)
        : this(image.X, image.Y, image.Z, filter.X, filter.Y, filter.Z, steps.X, steps.Y, ends.X, ends.Y, steps.Z, ends.Z, result.X, result.Y, result.Z)
    {
    }

    public Index3D Image => new(Channels, Height, Width);

    public Index3D Filter => new(Filters, KernelHeight, KernelWidth);

    public Index3D Steps => new(StrideY, StrideX, Dilation);

    public Index3D Ends => new(PaddingTop, PaddingLeft, Groups);

    public Index3D Result => new(OutHeight, OutWidth, ChannelsLast);

    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    public int Pixels => Height * Width;

    public int OutPixels => OutHeight * OutWidth;

    /// <summary>Numbers from a pixel to the next, in an image of so many channels.</summary>
    public int PixelStep(int channels) => ChannelsLast != 0 ? channels : 1;

    /// <summary>Numbers from a channel to the next, in an image of so many pixels.</summary>
    public int ChannelStep(int pixels) => ChannelsLast != 0 ? 1 : pixels;

    /// <summary>The pixel of number i of an image.</summary>
    public int Pixel(int i, int channels, int pixels) => ChannelsLast != 0 ? i / channels % pixels : i % pixels;

    /// <summary>The channel of number i of an image.</summary>
    public int Channel(int i, int channels, int pixels) => ChannelsLast != 0 ? i % channels : i / pixels % channels;

    /// <summary>From the words of the CPU target; the sizes of columns are those of rows where they are not given.</summary>
    public static ConvolutionShape Of(
        int channels, int height, int width, int Filters, int Kernel, int Stride = 1, int Padding = 0, int EndPadding = 0, int Dilation = 1, int Groups = 1,
        int KernelWidth = 0, int StrideWidth = 0, int PaddingLeft = -1, int PaddingRight = -1)
    {
        (int columns, int across) = (KernelWidth == 0 ? Kernel : KernelWidth, StrideWidth == 0 ? Stride : StrideWidth);
        (int left, int right) = (PaddingLeft < 0 ? Padding : PaddingLeft, PaddingRight < 0 ? EndPadding : PaddingRight);
        return new(
            channels, height, width, Filters, Kernel, columns, Stride, across, Padding, left, Dilation, Groups,
            Windows(height + Padding + EndPadding, Kernel, Stride, Dilation),
            Windows(width + left + right, columns, across, Dilation),
            ChannelsLast: 0);
    }

    /// <summary>Windows over the steps of sequences; how many there are, the model knows.</summary>
    public static ConvolutionShape OverTime(long length, long windows, int Channels, int Filters, int Kernel, int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1) =>
        new(Channels, 1, (int)length, Filters, 1, Kernel, 1, Stride, 0, Padding, Dilation, Groups, 1, (int)windows, ChannelsLast: 1);

    private static int Windows(int size, int kernel, int stride, int dilation) => ((size - (((kernel - 1) * dilation) + 1)) / stride) + 1;
}
