using System;

namespace ModelGen.Cpu;

/// <summary>A tensor [Outer, Count, Inner] whose middle goes away, and which of its rows count.</summary>
/// <param name="Mask">For each <paramref name="Step"/> rows one number, 0: they do not count; null: all rows count.</param>
internal readonly unsafe record struct ReduceShape(int Outer, int Count, int Inner, int Step, IntPtr Mask)
{
    /// <summary>Rows that go together: a whole number of steps.</summary>
    public int WholeSteps(int rows) => Mask == 0 ? rows : (int)Math.Min(Count, Math.Max(rows / Step, 1) * (long)Step);

    /// <summary>The next rows that count, one after another, from <paramref name="row"/> to <paramref name="end"/>, which are the begins of steps.</summary>
    /// <returns>False: there are none.</returns>
    public bool Next(int outer, ref int row, int end, out int rows)
    {
        if (Mask == 0)
        {
            rows = end - row;
            return rows > 0;
        }

        while (row < end && !IsReal(outer, row)) row += Step;
        int last = row;
        while (last < end && IsReal(outer, last)) last += Step;
        rows = last - row;
        return rows > 0;
    }

    public bool IsReal(int outer, int row) => Mask == 0 || ((float*)Mask)[(((long)outer * Count) + row) / Step] != 0;

    /// <summary>How many rows count.</summary>
    public int Real(int outer)
    {
        int real = 0;
        for (int row = 0; Next(outer, ref row, Count, out int rows); row += rows) real += rows;
        return real;
    }

    public float* Row(float* x, int outer, int row) => x + ((((long)outer * Count) + row) * Inner);
}
