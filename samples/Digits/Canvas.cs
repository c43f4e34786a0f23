using System;

namespace DigitsSample;

/// <summary>What a hand drew, as the net sees it: the training data and the page of samples/Browser draw with the same lines of code, so that a picture depends on neither.</summary>
internal static class Canvas
{
    /// <summary>Rows and columns of the picture.</summary>
    public const int Size = 28;

    // The longer side of what was drawn, the rest is a margin; and half of a pen's width.
    private const float Extent = 20, Pen = 1.3f;

    // What is smaller than this share of its unit is a dot, and not made as large as the picture.
    private const float Dot = 0.02f;

    /// <summary>Draws strokes as white lines in the middle of a black picture, as large as it allows: where on its sheet and how large somebody wrote makes no difference.</summary>
    /// <param name="points">x and y of all points, one stroke after another; y grows downwards, and the sheet is 1 x 1.</param>
    /// <param name="lengths">How many points each stroke has.</param>
    /// <param name="pixels">[28, 28], row-major; written.</param>
    /// <param name="pen">Half of the width of a line, in pixels.</param>
    public static void Draw(ReadOnlySpan<float> points, ReadOnlySpan<int> lengths, Span<byte> pixels, float pen = Pen)
    {
        pixels.Clear();
        if (points.IsEmpty) return;
        float left = points[0], right = left, top = points[1], bottom = top;
        for (int i = 2; i < points.Length; i += 2)
        {
            (left, right) = (MathF.Min(left, points[i]), MathF.Max(right, points[i]));
            (top, bottom) = (MathF.Min(top, points[i + 1]), MathF.Max(bottom, points[i + 1]));
        }

        float scale = Extent / MathF.Max(MathF.Max(right - left, bottom - top), Dot);
        float x0 = (Size / 2f) - (scale * (left + right) / 2), y0 = (Size / 2f) - (scale * (top + bottom) / 2);
        int first = 0;
        foreach (int length in lengths)
        {
            for (int i = first; i < first + length; i++)
            {
                int before = Math.Max(i - 1, first);
                Line(pixels, x0 + (scale * points[2 * before]), y0 + (scale * points[(2 * before) + 1]), x0 + (scale * points[2 * i]), y0 + (scale * points[(2 * i) + 1]), pen);
            }

            first += length;
        }
    }

    // Each pixel near the line is as bright as the pen covers it, about, by the distance of its middle; what is brighter already stays.
    private static void Line(Span<byte> pixels, float ax, float ay, float bx, float by, float pen)
    {
        float dx = bx - ax, dy = by - ay, square = (dx * dx) + (dy * dy), reach = pen + 1;
        int bottom = Math.Min((int)(MathF.Max(ay, by) + reach), Size - 1), right = Math.Min((int)(MathF.Max(ax, bx) + reach), Size - 1);
        for (int row = Math.Max((int)(MathF.Min(ay, by) - reach), 0); row <= bottom; row++)
        {
            for (int column = Math.Max((int)(MathF.Min(ax, bx) - reach), 0); column <= right; column++)
            {
                float x = column + 0.5f - ax, y = row + 0.5f - ay;
                float along = square > 0 ? Math.Clamp(((x * dx) + (y * dy)) / square, 0, 1) : 0;
                float ex = x - (along * dx), ey = y - (along * dy);
                byte light = (byte)(255 * Math.Clamp(pen + 0.5f - MathF.Sqrt((ex * ex) + (ey * ey)), 0, 1));
                ref byte pixel = ref pixels[(row * Size) + column];
                if (light > pixel) pixel = light;
            }
        }
    }
}
