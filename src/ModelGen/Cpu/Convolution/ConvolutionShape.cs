using System;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>The sizes of a convolution of images [Channels, Height, Width] with square filters [Filters, Channels / Groups, Kernel, Kernel].</summary>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Kernel">Rows and columns of a filter.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Padding">Zeros at the top and at the left.</param>
/// <param name="EndPadding">Zeros at the bottom and at the right.</param>
/// <param name="Dilation">Pixels from one tap of a filter to the next.</param>
/// <param name="Groups">Groups of channels that see nothing of each other.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionShape(
    int Channels,
    int Height,
    int Width,
    int Filters,
    int Kernel,
    int Stride = 1,
    int Padding = 0,
    int EndPadding = 0,
    int Dilation = 1,
    int Groups = 1)
{
    /// <summary>Rows of the result.</summary>
    public int OutHeight => Windows(Height);

    /// <summary>Columns of the result.</summary>
    public int OutWidth => Windows(Width);

    /// <summary>Values of one channel of the result.</summary>
    public int Places => OutHeight * OutWidth;

    /// <summary>Values of one channel of an image.</summary>
    public int Pixels => Height * Width;

    /// <summary>Values of all filters.</summary>
    public int Weights => Filters * FilterSize;

    internal int GroupChannels => Channels / Groups;

    internal int GroupFilters => Filters / Groups;

    /// <summary>Values of one filter.</summary>
    internal int FilterSize => GroupChannels * Kernel * Kernel;

    /// <summary>Pixels from the first tap of a filter to its last.</summary>
    internal int Reach => Dilation * (Kernel - 1);

    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    internal void Check(string name)
    {
        bool sizes = Channels > 0 && Height > 0 && Width > 0 && Filters > 0 && Kernel > 0 && Stride > 0 && Padding >= 0 && EndPadding >= 0 && Dilation > 0 && Groups > 0;
        if (!sizes || !FitsMemory || Channels % Groups != 0 || Filters % Groups != 0 || OutHeight < 1 || OutWidth < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No convolution has these sizes: {Filters} filters of {Kernel} x {Kernel}, stride {Stride}, padding {Padding} and {EndPadding}, dilation {Dilation}, {Groups} groups on [{Channels}, {Height}, {Width}]."),
                name);
        }
    }

    // What is computed in 32 bits elsewhere, here without overflow: places of a padded image, the reach of a filter, all filters.
    private bool FitsMemory
    {
        get
        {
            Int128 padded = ((Int128)Height + Padding + EndPadding) * ((long)Width + Padding + EndPadding);
            return padded * Channels <= Array.MaxLength && (long)Dilation * (Kernel - 1) < int.MaxValue && (Int128)Kernel * Kernel * GroupChannels * Filters <= Array.MaxLength;
        }
    }

    private int Windows(int size)
    {
        int room = size + Padding + EndPadding - Reach - 1;
        return room < 0 || Stride < 1 ? 0 : (room / Stride) + 1;
    }
}
