using System;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>Square windows that slide over planes [Height, Width].</summary>
/// <param name="Height">Rows of a plane.</param>
/// <param name="Width">Columns of a plane.</param>
/// <param name="Size">Rows and columns of a window.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Padding">Pixels beyond each edge that windows reach; less than <paramref name="Size"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WindowShape(int Height, int Width, int Size, int Stride, int Padding = 0)
{
    /// <summary>Rows of the result.</summary>
    public int OutHeight => Windows(Height);

    /// <summary>Columns of the result.</summary>
    public int OutWidth => Windows(Width);

    /// <summary>Values of a plane.</summary>
    public int Pixels => Height * Width;

    /// <summary>Values of a plane of the result.</summary>
    public int Places => OutHeight * OutWidth;

    /// <exception cref="ArgumentException">No window has these sizes, or one would see nothing but padding.</exception>
    internal void Check(string name)
    {
        bool fits = (Int128)Height * Width <= Array.MaxLength && (long)Math.Max(Height, Width) + Size + (2L * Padding) < int.MaxValue;
        if (!fits || Height < 1 || Width < 1 || Size < 1 || Stride < 1 || Padding < 0 || Padding > Size / 2 || OutHeight < 1 || OutWidth < 1)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"No windows have these sizes: {Size} x {Size}, stride {Stride}, padding {Padding} on [{Height}, {Width}]."),
                name);
        }
    }

    /// <summary>The part of a window that lies on the plane.</summary>
    internal (int First, int End) Range(int window, int size)
    {
        int first = (window * Stride) - Padding;
        return (Math.Max(first, 0), Math.Min(first + Size, size));
    }

    private int Windows(int size)
    {
        int room = size + (2 * Padding) - Size;
        return room < 0 || Stride < 1 ? 0 : (room / Stride) + 1;
    }
}
