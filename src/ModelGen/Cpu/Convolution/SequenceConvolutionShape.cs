using System;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>The sizes of a convolution of sequences [Length, Channels] with filters [Filters, Channels / Groups, Kernel].</summary>
/// <param name="Length">Steps of a sequence.</param>
/// <param name="Channels">Features of a step.</param>
/// <param name="Filters">Features of a step of the result.</param>
/// <param name="Kernel">Steps that a filter sees.</param>
/// <param name="Stride">Steps from one window to the next.</param>
/// <param name="Padding">Zeros before the sequence.</param>
/// <param name="EndPadding">Zeros behind it.</param>
/// <param name="Dilation">Steps from one tap of a filter to the next.</param>
/// <param name="Groups">Groups of features that see nothing of each other.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SequenceConvolutionShape(
    int Length,
    int Channels,
    int Filters,
    int Kernel,
    int Stride = 1,
    int Padding = 0,
    int EndPadding = 0,
    int Dilation = 1,
    int Groups = 1)
{
    /// <summary>Steps of the result.</summary>
    public int OutLength => Length + Padding + EndPadding - Reach - 1 is >= 0 and int room && Stride > 0 ? (room / Stride) + 1 : 0;

    /// <summary>Values of all filters.</summary>
    public int Weights => Filters * FilterSize;

    internal int GroupChannels => Channels / Groups;

    internal int GroupFilters => Filters / Groups;

    internal int FilterSize => GroupChannels * Kernel;

    /// <summary>Steps from the first tap of a filter to its last.</summary>
    internal int Reach => Dilation * (Kernel - 1);

    /// <exception cref="ArgumentException">No convolution has these sizes.</exception>
    internal void Check(string name)
    {
        bool sizes = Length > 0 && Channels > 0 && Filters > 0 && Kernel > 0 && Stride > 0 && Padding >= 0 && EndPadding >= 0 && Dilation > 0 && Groups > 0;
        long steps = (long)Length + Padding + EndPadding + ((long)Dilation * (Kernel - 1L));
        sizes &= steps < int.MaxValue && (Int128)steps * Math.Max(Channels, Filters) <= Array.MaxLength && (Int128)Channels * Filters * Kernel <= Array.MaxLength;
        if (!sizes || Channels % Groups != 0 || Filters % Groups != 0 || OutLength < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No convolution has these sizes: {Filters} filters of {Kernel}, stride {Stride}, padding {Padding} and {EndPadding}, dilation {Dilation}, {Groups} groups on [{Length}, {Channels}]."),
                name);
        }
    }
}
