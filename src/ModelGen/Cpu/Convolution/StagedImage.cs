using System;

namespace ModelGen.Cpu;

/// <summary>Some channels of an image in memory of a task's own: with zeros around, and between the pixels where a stride is undone, so that windows need no bounds.</summary>
internal readonly unsafe struct StagedImage
{
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;
    private readonly int _before;
    private readonly int _spread;

    private StagedImage(int channels, int height, int width, int rows, int columns, int before, int spread)
    {
        (_channels, _height, _width, Rows, Columns, _before, _spread) = (channels, height, width, rows, columns, before, spread);
    }

    public int Rows { get; }

    public int Columns { get; }

    public long Floats => (long)_channels * Rows * Columns;

    /// <summary>What the windows of a convolution slide over.</summary>
    public static StagedImage Input(ConvolutionShape shape) => new(
        shape.GroupChannels,
        shape.Height,
        shape.Width,
        shape.Height + shape.Padding + shape.EndPadding,
        shape.Width + shape.Padding + shape.EndPadding,
        shape.Padding,
        1);

    /// <summary>The gradient of a convolution's result, over which turned filters slide pixel by pixel.</summary>
    public static StagedImage Gradient(ConvolutionShape shape) => new(
        shape.GroupFilters,
        shape.OutHeight,
        shape.OutWidth,
        shape.Height + shape.Reach,
        shape.Width + shape.Reach,
        shape.Reach - shape.Padding,
        shape.Stride);

    /// <summary>Nothing is added: the staged image is a copy.</summary>
    public bool IsPlain => _spread == 1 && _before == 0 && Rows == _height && Columns == _width;

    public void Fill(float* source, float* target)
    {
        if (!IsPlain)
        {
            Cpu.Rows.Clear(target, Floats);
        }

        // More padding than the filter reaches over cuts off what no window sees.
        int first = _before >= 0 ? 0 : (-_before + _spread - 1) / _spread;
        for (int channel = 0; channel < _channels; channel++)
        {
            for (int row = first; row < _height; row++)
            {
                int at = _before + (row * _spread);
                if (at < Rows)
                {
                    FillRow(source + ((((nint)channel * _height) + row) * _width), target + ((((nint)channel * Rows) + at) * Columns), first);
                }
            }
        }
    }

    private void FillRow(float* source, float* target, int first)
    {
        int count = Math.Min(_width, ((Columns - 1 - _before) / _spread) + 1) - first;
        if (count <= 0)
        {
            return;
        }

        target += _before + (first * _spread);
        if (_spread == 1)
        {
            new ReadOnlySpan<float>(source + first, count).CopyTo(new Span<float>(target, count));
            return;
        }

        for (int i = 0; i < count; i++)
        {
            target[i * _spread] = source[first + i];
        }
    }
}
