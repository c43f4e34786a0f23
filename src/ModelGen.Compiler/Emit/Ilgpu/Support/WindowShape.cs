using ILGPU;

namespace ModelGen.Gpu;

/// <summary>The sizes of square windows over planes. Kernels take them in threes: a structure of one's own would have to be public.</summary>
internal readonly record struct WindowShape(int Height, int Width, int Size, int Stride, int Padding, int OutHeight, int OutWidth)
{
    public WindowShape(Index3D image, Index3D window, int padding)
        : this(image.X, image.Y, window.X, window.Y, padding, window.Z, image.Z)
    {
    }

    public Index3D Image => new(Height, Width, OutWidth);

    public Index3D Window => new(Size, Stride, OutHeight);

    public int Pixels => Height * Width;

    public int OutPixels => OutHeight * OutWidth;

    /// <summary>From the words of the CPU target.</summary>
    public static WindowShape Of(int height, int width, int Size, int Stride, int Padding = 0) =>
        new(height, width, Size, Stride, Padding, ((height + (2 * Padding) - Size) / Stride) + 1, ((width + (2 * Padding) - Size) / Stride) + 1);
}
