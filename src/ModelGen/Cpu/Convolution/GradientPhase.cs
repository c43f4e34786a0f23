using System;

namespace ModelGen.Cpu;

/// <summary>
/// The pixels of an image's gradient whose rows and columns have the same remainders by a convolution's stride. All of them meet the same taps of a
/// filter, so their gradient is a convolution of the result's gradient with those taps alone, pixel by pixel: no product with a zero between.
/// </summary>
internal readonly unsafe struct GradientPhase
{
    private readonly ConvolutionShape _shape;
    private readonly Axis _rows;
    private readonly Axis _columns;

    public GradientPhase(ConvolutionShape shape, int row, int column)
    {
        _shape = shape;
        _rows = new Axis(shape.Rows, row, shape.Height);
        _columns = new Axis(shape.Columns, column, shape.Width);
    }

    /// <summary>Rows of the phase; likewise <see cref="Width"/>.</summary>
    public int Height => _rows.Count;

    public int Width => _columns.Count;

    /// <summary>Where the phase begins in a plane of the image.</summary>
    public int First => (_rows.At * _shape.Width) + _columns.At;

    /// <summary>Taps of all filters of a group that a pixel meets; may be none.</summary>
    public int Depth => _shape.GroupFilters * _rows.Taps * _columns.Taps;

    /// <summary>Values of the filters of all groups, without the taps that no pixel meets.</summary>
    public long Filters => (long)_shape.Channels * Depth;

    /// <summary>What the taps slide over.</summary>
    public StagedImage Image => new(
        _shape.GroupFilters,
        _shape.OutHeight,
        _shape.OutWidth,
        Height + _rows.Reach,
        Width + _columns.Reach,
        -_rows.Nearest,
        -_columns.Nearest);

    public void FillTaps(int* target, in StagedImage image)
    {
        for (int filter = 0; filter < _shape.GroupFilters; filter++)
        {
            for (int row = 0; row < _shape.Rows.Kernel; row++)
            {
                for (int column = 0; column < _shape.Columns.Kernel && _rows.Meets(row, out int down); column++)
                {
                    if (_columns.Meets(column, out int right))
                    {
                        *target++ = (((filter * image.Rows) + down - _rows.Nearest) * image.Columns) + right - _columns.Nearest;
                    }
                }
            }
        }
    }

    /// <summary>[filters, channels, taps] -> [channels, filters, met taps], in each group.</summary>
    public void FillFilters(float* weight, float* target)
    {
        int across = _shape.Columns.Kernel, taps = _shape.Rows.Kernel * across;
        for (int group = 0; group < _shape.Groups; group++, weight += (nint)_shape.GroupFilters * _shape.FilterSize)
        {
            for (int channel = 0; channel < _shape.GroupChannels; channel++)
            {
                for (int filter = 0; filter < _shape.GroupFilters; filter++)
                {
                    float* from = weight + ((nint)filter * _shape.FilterSize) + (channel * taps);
                    for (int row = 0; row < _shape.Rows.Kernel; row++)
                    {
                        for (int column = 0; column < _shape.Columns.Kernel && _rows.Meets(row, out _); column++)
                        {
                            if (_columns.Meets(column, out _))
                            {
                                *target++ = from[(row * across) + column];
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>Sets the phase of all channels of a batch to their bias, or to zero.</summary>
    public void Fill(float* target, float* bias, int batch)
    {
        for (int plane = 0; plane < batch * _shape.Channels; plane++)
        {
            float value = bias == null ? 0 : bias[plane % _shape.Channels];
            float* start = target + ((nint)plane * _shape.Pixels) + First;
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column++)
                {
                    start[(row * _shape.Rows.Stride * _shape.Width) + (column * _shape.Columns.Stride)] = value;
                }
            }
        }
    }

    /// <summary>Along one direction: pixels at, at + stride, ...</summary>
    private readonly struct Axis
    {
        private readonly WindowAxis _windows;

        public Axis(WindowAxis windows, int at, int size)
        {
            (_windows, At, Count) = (windows, at, (size - at + windows.Stride - 1) / windows.Stride);
            int farthest = 0;
            for (int tap = 0; tap < windows.Kernel; tap++)
            {
                if (Meets(tap, out int place))
                {
                    Nearest = Taps == 0 ? place : Math.Min(Nearest, place);
                    farthest = Taps == 0 ? place : Math.Max(farthest, place);
                    Taps++;
                }
            }

            Reach = farthest - Nearest;
        }

        public int At { get; }

        /// <summary>Pixels.</summary>
        public int Count { get; }

        /// <summary>Taps that they meet.</summary>
        public int Taps { get; }

        /// <summary>The place in the result, relative to the pixel's number, that the first of these taps comes from; and how far the last lies behind it.</summary>
        public int Nearest { get; }

        public int Reach { get; }

        /// <summary>Whether a window has this tap on the pixels; the window's place is the pixel's number + <paramref name="place"/>.</summary>
        public bool Meets(int tap, out int place)
        {
            int distance = At + _windows.Padding - (tap * _windows.Dilation);
            place = distance / _windows.Stride;
            return distance % _windows.Stride == 0;
        }
    }
}
