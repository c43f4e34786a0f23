using System;

namespace ModelGen.Cpu;

/// <summary>An operand of a <see cref="SpreadMap"/>, of which a piece of the result asks for as many numbers as it has itself.</summary>
/// <param name="values">Its own numbers.</param>
/// <param name="runs">Which runs it has.</param>
/// <param name="memory">[<see cref="SpreadMap.Piece"/>]: where its numbers are repeated; null for one that has all runs.</param>
internal unsafe struct SpreadOperand(float* values, int runs, float* memory)
{
    // What memory holds: from which number or row on, and how many.
    private int _from = -1;
    private int _count;

    /// <param name="row">The piece's first row.</param>
    /// <param name="rows">How many; more than one only from their begin to their end.</param>
    /// <param name="column">Where a part of one row begins.</param>
    /// <param name="count">Numbers of the piece.</param>
    public float* At(in SpreadShape shape, int row, int rows, int column, int count)
    {
        int width = shape.Width;
        bool hasColumns = (runs & shape.Last) != 0;
        if (runs == shape.All)
        {
            return values + ((long)row * width) + column;
        }

        // The same for every row.
        bool isOne = (runs & ~shape.Last) == 0;
        int own = isOne ? 0 : shape.Row(runs, row);
        if (rows == 1 && hasColumns)
        {
            return values + ((long)own * width) + column;
        }

        if (own == _from && count <= _count && (isOne || rows == 1))
        {
            return memory;
        }

        (_from, _count) = (own, count);
        for (int i = 0; i < rows; i++)
        {
            int at = isOne ? 0 : shape.Row(runs, row + i);
            Span<float> target = new(memory + ((long)i * width), rows == 1 ? count : width);
            if (hasColumns) new ReadOnlySpan<float>(values + ((long)at * width), width).CopyTo(target);
            else target.Fill(values[at]);
        }

        return memory;
    }
}
