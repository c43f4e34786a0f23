using System;
using System.ComponentModel;
using ModelGen.Cpu.Small;

namespace ModelGen.Cpu;

/// <summary>A weight matrix as products and tables take it: floats, or small numbers with their scales.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct WeightMatrix
{
    private readonly long _count;

    private WeightMatrix(ReadOnlySpan<float> floats)
    {
        Floats = floats;
        _count = floats.Length;
    }

    internal WeightMatrix(SmallMatrix small) => (Small, _count) = (small, (long)small.Rows * small.Columns);

    /// <summary>The numbers, row-major, where they are floats.</summary>
    internal ReadOnlySpan<float> Floats { get; }

    /// <summary>The matrix, where its numbers are small.</summary>
    internal SmallMatrix? Small { get; }

    /// <summary>How many numbers.</summary>
    public long Count => _count;

    /// <summary>Floats, row-major.</summary>
    public static implicit operator WeightMatrix(ReadOnlySpan<float> floats) => new(floats);

    /// <summary>Floats, row-major.</summary>
    public static implicit operator WeightMatrix(Span<float> floats) => new(floats);

    /// <summary>Floats, row-major.</summary>
    public static implicit operator WeightMatrix(float[] floats) => new(floats);

    /// <summary>Whether it is [rows, columns]: of small numbers the columns are known, of floats their product with the rows.</summary>
    internal bool Is(int rows, int columns) => rows >= 0 && columns >= 0 && _count == (long)rows * columns && (Small is null || _count == 0 || Small.Columns == columns);
}
