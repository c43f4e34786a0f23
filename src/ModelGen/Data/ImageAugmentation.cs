using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>Random changes of images that keep their class. What happens to an image is a function of a key, and of nothing else.</summary>
public sealed record ImageAugmentation
{
    /// <summary>Whether half of the images are mirrored, left to right.</summary>
    public bool FlipHorizontally { get; init; }

    /// <summary>Whether half of the images are mirrored, top to bottom.</summary>
    public bool FlipVertically { get; init; }

    /// <summary>The most pixels by which an image is moved along each axis; what moves in is <see cref="Fill"/>.</summary>
    public int Shift { get; init; }

    /// <summary>The height that is cut out at a random place; 0: all of it.</summary>
    public int CropHeight { get; init; }

    /// <summary>The width that is cut out at a random place; 0: all of it.</summary>
    public int CropWidth { get; init; }

    /// <summary>The standard deviation of normal noise that is added.</summary>
    public float Noise { get; init; }

    /// <summary>The most degrees by which an image is turned about its middle, to either side; what turns in is <see cref="Fill"/>.</summary>
    public float Rotation { get; init; }

    /// <summary>The most by which an image is made larger or smaller: 0.2 is 1 / 1.2 to 1.2 times.</summary>
    public float Zoom { get; init; }

    /// <summary>The most that is added to all values of an image, or taken off, in units of the values.</summary>
    public float Brightness { get; init; }

    /// <summary>The most by which an image's distance from its mean grows or shrinks: 0.2 is 0.8 to 1.2 times.</summary>
    public float Contrast { get; init; }

    /// <summary>The most by which the distance of three channels from their grey grows or shrinks: 0.2 is 0.8 to 1.2 times.</summary>
    public float Saturation { get; init; }

    /// <summary>The side of a square of <see cref="Fill"/> that is put at a random place, perhaps partly outside; 0: none.</summary>
    /// <remarks>DeVries and Taylor 2017, arXiv:1708.04552.</remarks>
    public int Cutout { get; init; }

    /// <summary>What stands where a shift, a turn or a cutout leaves nothing; 0 unless images are normalised.</summary>
    public float Fill { get; init; }

    /// <summary>Writes the changed image.</summary>
    /// <param name="image">[channels, height, width].</param>
    /// <param name="result">[channels, cropped height, cropped width].</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="key">Decides everything; null: no change but a crop from the middle, for images to judge by.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or the crop is larger than the image.</exception>
    public void Apply(ReadOnlySpan<float> image, Span<float> result, int channels, int height, int width, ulong? key)
    {
        (int rows, int columns) = Size(height, width);
        if (image.Length != channels * height * width || result.Length != channels * rows * columns) throw new ArgumentException("The lengths of image and result are not those of the sizes", nameof(result));
        int top = (height - rows) / 2, left = (width - columns) / 2;
        bool mirrors = false, turns = false;
        if (key is ulong known)
        {
            top = Draw(known, 0, height - rows + 1) + Draw(known, 1, (2 * Shift) + 1) - Shift;
            left = Draw(known, 2, width - columns + 1) + Draw(known, 3, (2 * Shift) + 1) - Shift;
            mirrors = FlipHorizontally && Draw(known, 4, 2) == 1;
            turns = FlipVertically && Draw(known, 5, 2) == 1;
        }

        if (key is ulong placed && (Rotation > 0 || Zoom > 0))
        {
            ImageWarp.Apply(image, result, channels, height, width, rows, columns, top, left, mirrors, turns, Rotation * Signed(placed, 7), MathF.Pow(1 + Zoom, Signed(placed, 8)), Fill);
        }
        else
        {
            Copy(image, result, channels, height, width, rows, columns, top, left, mirrors, turns);
        }

        if (key is not ulong drawn) return;
        Colour(result, channels, drawn);
        if (Noise > 0)
        {
            ulong stream = CounterRandom.Derive(drawn, 6);
            for (int i = 0; i < result.Length; i++) result[i] += Noise * CounterRandom.Normal(stream, (ulong)i);
        }

        if (Cutout > 0) Cut(result, channels, rows, columns, Draw(drawn, 12, rows), Draw(drawn, 13, columns));
    }

    private void Copy(ReadOnlySpan<float> image, Span<float> result, int channels, int height, int width, int rows, int columns, int top, int left, bool mirrors, bool turns)
    {
        int next = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = 0; row < rows; row++)
            {
                int from = top + (turns ? rows - 1 - row : row);
                for (int column = 0; column < columns; column++)
                {
                    int at = left + (mirrors ? columns - 1 - column : column);
                    bool inside = (uint)from < (uint)height && (uint)at < (uint)width;
                    result[next++] = inside ? image[(((channel * height) + from) * width) + at] : Fill;
                }
            }
        }
    }

    private void Colour(Span<float> image, int channels, ulong key)
    {
        if (Contrast > 0)
        {
            float factor = 1 + (Contrast * Signed(key, 9)), mean = TensorPrimitives.Sum<float>(image) / image.Length;
            TensorPrimitives.Multiply(image, factor, image);
            TensorPrimitives.Add(image, mean * (1 - factor), image);
        }

        if (Saturation > 0 && channels == 3)
        {
            float factor = 1 + (Saturation * Signed(key, 10));
            int size = image.Length / 3;
            Span<float> red = image[..size], green = image.Slice(size, size), blue = image[(2 * size)..];
            for (int i = 0; i < size; i++)
            {
                float grey = (0.299f * red[i]) + (0.587f * green[i]) + (0.114f * blue[i]); // ITU-R BT.601
                red[i] = grey + (factor * (red[i] - grey));
                green[i] = grey + (factor * (green[i] - grey));
                blue[i] = grey + (factor * (blue[i] - grey));
            }
        }

        if (Brightness > 0) TensorPrimitives.Add(image, Brightness * Signed(key, 11), image);
    }

    private void Cut(Span<float> image, int channels, int rows, int columns, int row, int column)
    {
        int top = Math.Max(0, row - (Cutout / 2)), bottom = (int)Math.Min(rows, row - (Cutout / 2) + (long)Cutout);
        int left = Math.Max(0, column - (Cutout / 2)), right = (int)Math.Min(columns, column - (Cutout / 2) + (long)Cutout);
        for (int channel = 0; channel < channels; channel++)
        {
            for (int y = top; y < bottom; y++) image.Slice((((channel * rows) + y) * columns) + left, right - left).Fill(Fill);
        }
    }

    /// <summary>The size of results.</summary>
    /// <exception cref="ArgumentException">The crop is larger than the image, or a setting is negative.</exception>
    internal (int Height, int Width) Size(int height, int width)
    {
        if (Shift < 0 || !(Noise >= 0) || CropHeight < 0 || CropWidth < 0 || Cutout < 0) throw new ArgumentException("Shift, Noise, Cutout and crops are 0 or more");
        if (!(Rotation is >= 0 and <= 180) || !(Zoom is >= 0 and < 100) || !(Brightness >= 0) || !(Contrast is >= 0 and <= 1) || !(Saturation is >= 0 and <= 1) || !float.IsFinite(Brightness) || !float.IsFinite(Noise) || !float.IsFinite(Fill))
            throw new ArgumentException("Rotation is 0 to 180 degrees, Zoom below 100, Contrast and Saturation 0 to 1, and no setting infinite");
        if (CropHeight > height || CropWidth > width)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A crop of {CropHeight} x {CropWidth} does not fit into images of {height} x {width}: crop at most that"));
        return (CropHeight == 0 ? height : CropHeight, CropWidth == 0 ? width : CropWidth);
    }

    // Uniform on [-1, 1).
    private static float Signed(ulong key, ulong index) => (2 * CounterRandom.Uniform(key, index)) - 1;

    private static int Draw(ulong key, ulong index, int count) => (int)((ulong)CounterRandom.Hash(key, index) * (ulong)count >> 32);
}
