using System;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>How operands of fewer axes lie in a result: runs of axes, of which an operand has some. Row i of the result is what stands behind all runs but the last.</summary>
internal unsafe struct SpreadShape
{
    /// <summary>More axes than any tensor has.</summary>
    private const int Most = 8;

    private fixed int _sizes[Most];
    private readonly int _runs;

    /// <param name="sizes">Of the runs, outermost first.</param>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public SpreadShape(ReadOnlySpan<int> sizes)
    {
        if (sizes.Length is 0 or > Most) throw new ArgumentException($"1 to {Most} sizes are needed.", nameof(sizes));
        _runs = sizes.Length;
        for (int i = 0; i < sizes.Length; i++) _sizes[i] = sizes[i];
    }

    /// <summary>The bit of the last run.</summary>
    public readonly int Last => 1 << (_runs - 1);

    public readonly int Width => _sizes[_runs - 1];

    /// <summary>All runs.</summary>
    public readonly int All => (1 << _runs) - 1;

    /// <summary>The numbers of an operand.</summary>
    /// <param name="runs">A bit for each run that it has.</param>
    public readonly int Count(int runs)
    {
        int count = 1;
        for (int i = 0; i < _runs; i++) count = checked(count * ((runs & (1 << i)) != 0 ? _sizes[i] : 1));
        return count;
    }

    /// <summary>Which of an operand's rows (or numbers, where it lacks the last run) belongs to a row of the result.</summary>
    public readonly int Row(int runs, int row)
    {
        int index = 0, stride = 1;
        for (int i = _runs - 2; i >= 0 && row > 0; i--)
        {
            int place = row % _sizes[i];
            row /= _sizes[i];
            if ((runs & (1 << i)) != 0)
            {
                index += place * stride;
                stride *= _sizes[i];
            }
        }

        return index;
    }
}
