using System;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>The sizes of a convolution of images [Channels, Height, Width] with filters [Filters, Channels / Groups, Kernel, KernelWidth].</summary>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Kernel">Rows of a filter.</param>
/// <param name="Stride">Rows from one window to the next.</param>
/// <param name="Padding">Zeros at the top.</param>
/// <param name="EndPadding">Zeros at the bottom.</param>
/// <param name="Dilation">Pixels from one tap of a filter to the next.</param>
/// <param name="Groups">Groups of channels that see nothing of each other.</param>
/// <param name="KernelWidth">Columns of a filter; 0: as many as rows.</param>
/// <param name="StrideWidth">Columns from one window to the next; 0: as many as rows.</param>
/// <param name="PaddingLeft">Zeros at the left; -1: as at the top.</param>
/// <param name="PaddingRight">Zeros at the right; -1: as at the bottom.</param>
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
    int Groups = 1,
    int KernelWidth = 0,
    int StrideWidth = 0,
    int PaddingLeft = -1,
    int PaddingRight = -1)
{
    /// <summary>Rows of the result.</summary>
    public int OutHeight => Rows.Windows(Height);

    /// <summary>Columns of the result.</summary>
    public int OutWidth => Columns.Windows(Width);

    /// <summary>Values of one channel of the result.</summary>
    public int Places => OutHeight * OutWidth;

    /// <summary>Values of one channel of an image.</summary>
    public int Pixels => Height * Width;

    /// <summary>Values of all filters.</summary>
    public int Weights => Filters * FilterSize;

    internal int GroupChannels => Channels / Groups;

    internal int GroupFilters => Filters / Groups;

    /// <summary>Values of one filter.</summary>
    internal int FilterSize => GroupChannels * Rows.Kernel * Columns.Kernel;

    /// <summary>Along the height.</summary>
    internal WindowAxis Rows => new(Kernel, Stride, Padding, EndPadding, Dilation);

    /// <summary>Along the width.</summary>
    internal WindowAxis Columns => new(KernelWidth == 0 ? Kernel : KernelWidth, StrideWidth == 0 ? Stride : StrideWidth, PaddingLeft == -1 ? Padding : PaddingLeft, PaddingRight == -1 ? EndPadding : PaddingRight, Dilation);

    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    internal void Check(string name)
    {
        bool sizes = Channels > 0 && Height > 0 && Width > 0 && Filters > 0 && Groups > 0 && Rows.IsPossible && Columns.IsPossible;
        if (!sizes || !FitsMemory || Channels % Groups != 0 || Filters % Groups != 0 || OutHeight < 1 || OutWidth < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No convolution has these sizes: {Filters} filters of {Kernel} x {Columns.Kernel}, stride {Stride}, padding {Padding} and {EndPadding}, dilation {Dilation}, {Groups} groups on [{Channels}, {Height}, {Width}]."),
                name);
        }
    }

    // What is computed in 32 bits elsewhere, here without overflow: places of a padded image, the reach of a filter, all filters.
    private bool FitsMemory
    {
        get
        {
            (WindowAxis rows, WindowAxis columns) = (Rows, Columns);
            Int128 padded = ((Int128)Height + rows.Padding + rows.EndPadding) * ((long)Width + columns.Padding + columns.EndPadding);
            return padded * Channels <= Array.MaxLength && (long)Dilation * (Math.Max(rows.Kernel, columns.Kernel) - 1) < int.MaxValue
                && (Int128)rows.Kernel * columns.Kernel * GroupChannels * Filters <= Array.MaxLength;
        }
    }
}
