using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Rows put together from shorter ones, and cut apart.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnKernels
{
    /// <summary>Each row of y is a row of a, then one of b.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">[rows, aWidth].</param>
    /// <param name="b">[rows, bWidth].</param>
    /// <param name="y">[rows, aWidth + bWidth].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="aWidth">Length of a row of a.</param>
    /// <param name="bWidth">Length of a row of b.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Concatenate(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, int rows, int aWidth, int bWidth)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, rows, aWidth);
        Check.Shape(b, rows, bWidth);
        Check.Shape(y, rows, aWidth + bWidth);
        for (int row = 0; row < rows; row++)
        {
            Span<float> whole = y.Slice(row * (aWidth + bWidth), aWidth + bWidth);
            a.Slice(row * aWidth, aWidth).CopyTo(whole);
            b.Slice(row * bWidth, bWidth).CopyTo(whole[aWidth..]);
        }
    }

    /// <summary>Each row of y is the part of a row of x that begins at <paramref name="start"/>.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[rows, xWidth].</param>
    /// <param name="y">[rows, yWidth].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="xWidth">Length of a row of x.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="yWidth">Length of the part.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Slice(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int rows, int xWidth, int start, int yWidth)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(yWidth, xWidth - start);
        Check.Shape(x, rows, xWidth);
        Check.Shape(y, rows, yWidth);
        for (int row = 0; row < rows; row++)
        {
            x.Slice((row * xWidth) + start, yWidth).CopyTo(y.Slice(row * yWidth, yWidth));
        }
    }
}
