using ILGPU;

namespace ModelGen.Gpu;

/// <summary>The sizes of a convolution of images. Kernels take them in threes: a structure of one's own would have to be public.</summary>
internal readonly record struct ConvolutionShape(
    int Channels, int Height, int Width, int Filters, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int PaddingTop, int PaddingLeft, int Dilation, int Groups, int OutHeight, int OutWidth)
{
    public ConvolutionShape(Index3D image, Index3D filter, Index3D steps, Index3D ends, Index3D result)
        : this(image.X, image.Y, image.Z, filter.X, filter.Y, filter.Z, steps.X, steps.Y, ends.X, ends.Y, steps.Z, ends.Z, result.X, result.Y)
    {
    }

    public Index3D Image => new(Channels, Height, Width);

    public Index3D Filter => new(Filters, KernelHeight, KernelWidth);

    public Index3D Steps => new(StrideY, StrideX, Dilation);

    public Index3D Ends => new(PaddingTop, PaddingLeft, Groups);

    public Index3D Result => new(OutHeight, OutWidth, 0);

    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    public int Pixels => Height * Width;

    public int OutPixels => OutHeight * OutWidth;

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
            Windows(width + left + right, columns, across, Dilation));
    }

    private static int Windows(int size, int kernel, int stride, int dilation) => ((size - (((kernel - 1) * dilation) + 1)) / stride) + 1;
}
