using System;

namespace ModelGen.Data;

/// <summary>Turns and resizes an image about its middle, bilinear between pixels.</summary>
internal static class ImageWarp
{
    /// <summary>Writes the image that is seen through a window.</summary>
    /// <param name="image">[channels, height, width].</param>
    /// <param name="result">[channels, rows, columns].</param>
    /// <param name="top">The window's first row in the image.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="mirrors">Whether it is mirrored, left to right.</param>
    /// <param name="turns">Whether it is mirrored, top to bottom.</param>
    /// <param name="degrees">How far the image is turned, counter-clockwise.</param>
    /// <param name="zoom">How much larger it is.</param>
    /// <param name="fill">What stands outside the image.</param>
    public static void Apply(
        ReadOnlySpan<float> image, Span<float> result, int channels, int height, int width, int rows, int columns, int top, int left, bool mirrors, bool turns, float degrees, float zoom, float fill)
    {
        (float sine, float cosine) = MathF.SinCos(degrees * MathF.PI / 180);
        (sine, cosine) = (sine / zoom, cosine / zoom);
        float middleY = (rows - 1) / 2f, middleX = (columns - 1) / 2f;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float y = (turns ? rows - 1 - row : row) - middleY, x = (mirrors ? columns - 1 - column : column) - middleX;
                float fromY = top + middleY + (cosine * y) + (sine * x), fromX = left + middleX + (cosine * x) - (sine * y);
                int y0 = (int)MathF.Floor(fromY), x0 = (int)MathF.Floor(fromX);
                float partY = fromY - y0, partX = fromX - x0;
                for (int channel = 0; channel < channels; channel++)
                {
                    ReadOnlySpan<float> plane = image.Slice(channel * height * width, height * width);
                    float above = Mix(At(plane, y0, x0), At(plane, y0, x0 + 1), partX), below = Mix(At(plane, y0 + 1, x0), At(plane, y0 + 1, x0 + 1), partX);
                    result[(((channel * rows) + row) * columns) + column] = Mix(above, below, partY);
                }
            }
        }

        float At(ReadOnlySpan<float> plane, int y, int x) => (uint)y < (uint)height && (uint)x < (uint)width ? plane[(y * width) + x] : fill;
    }

    private static float Mix(float a, float b, float part) => a + (part * (b - a));
}
