using System;

namespace ModelGen.Cpu;

/// <summary>Some channels of an image in memory of a task's own, with zeros around, so that windows need no bounds.</summary>
/// <param name="channels">Channels, <paramref name="height"/> and <paramref name="width"/> of the image.</param>
/// <param name="rows">Rows of what is staged; likewise <paramref name="columns"/>.</param>
/// <param name="top">Rows of zeros before the image; negative: rows of the image that no window sees. Likewise <paramref name="left"/>.</param>
internal readonly unsafe struct StagedImage(int channels, int height, int width, int rows, int columns, int top, int left)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public long Floats => (long)channels * Rows * Columns;

    /// <summary>Nothing is added or cut off: the staged image is a copy.</summary>
    public bool IsPlain => top == 0 && left == 0 && Rows == height && Columns == width;

    /// <summary>What the windows of a convolution slide over.</summary>
    public static StagedImage Input(ConvolutionShape shape)
    {
        (WindowAxis rows, WindowAxis columns) = (shape.Rows, shape.Columns);
        return new(
            shape.GroupChannels, shape.Height, shape.Width, shape.Height + rows.Padding + rows.EndPadding, shape.Width + columns.Padding + columns.EndPadding, rows.Padding, columns.Padding);
    }

    public void Fill(float* source, float* target)
    {
        if (!IsPlain)
        {
            Cpu.Rows.Clear(target, Floats);
        }

        int firstRow = Math.Max(0, -top), endRow = Math.Min(height, Rows - top);
        int first = Math.Max(0, -left), count = Math.Min(width, Columns - left) - first;
        for (int channel = 0; channel < channels && count > 0; channel++)
        {
            for (int row = firstRow; row < endRow; row++)
            {
                float* from = source + ((((nint)channel * height) + row) * width) + first;
                float* to = target + ((((nint)channel * Rows) + top + row) * Columns) + left + first;
                new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
            }
        }
    }
}
