using System;
using System.Globalization;
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

    /// <summary>What stands where a shift leaves nothing; 0 unless images are normalised.</summary>
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

        if (key is not ulong noiseKey || Noise == 0) return;
        ulong stream = CounterRandom.Derive(noiseKey, 6);
        for (int i = 0; i < result.Length; i++) result[i] += Noise * CounterRandom.Normal(stream, (ulong)i);
    }

    /// <summary>The size of results.</summary>
    /// <exception cref="ArgumentException">The crop is larger than the image, or a setting is negative.</exception>
    internal (int Height, int Width) Size(int height, int width)
    {
        if (Shift < 0 || !(Noise >= 0) || CropHeight < 0 || CropWidth < 0) throw new ArgumentException("Shift, Noise and crops are 0 or more");
        if (CropHeight > height || CropWidth > width)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A crop of {CropHeight} x {CropWidth} does not fit into images of {height} x {width}: crop at most that"));
        return (CropHeight == 0 ? height : CropHeight, CropWidth == 0 ? width : CropWidth);
    }

    private static int Draw(ulong key, ulong index, int count) => (int)((ulong)CounterRandom.Hash(key, index) * (ulong)count >> 32);
}
