using System;
using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Unicode;

/// <summary>A set of Unicode code points.</summary>
internal sealed class CodePointSet
{
    /// <summary>The largest code point.</summary>
    public const int Largest = 0x10FFFF;

    private const int Few = 8;

    private readonly int[] _bounds;  // first and last of each range, in order, neither touching nor overlapping
    private readonly ulong[]? _basic; // a bit for each code point of the basic plane, where there are many ranges

    private CodePointSet(int[] bounds)
    {
        _bounds = bounds;
        if (bounds.Length <= Few) return;
        _basic = new ulong[0x10000 / 64];
        for (int i = 0; i < bounds.Length; i += 2)
        {
            for (int value = bounds[i]; value <= Math.Min(bounds[i + 1], 0xFFFF); value++) _basic[value >> 6] |= 1ul << value;
        }
    }

    /// <summary>No code point.</summary>
    public static CodePointSet Empty { get; } = new([]);

    /// <summary>First and last code point of each range, in order.</summary>
    public ReadOnlySpan<int> Bounds => _bounds;

    /// <summary>The code points from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static CodePointSet Range(int first, int last) => new([first, last]);

    /// <summary>The code points of ranges, given by pairs of first and last in any order.</summary>
    public static CodePointSet Ranges(IEnumerable<(int First, int Last)> ranges)
    {
        List<(int First, int Last)> sorted = [.. ranges];
        sorted.Sort();
        List<int> bounds = [];
        foreach ((int first, int last) in sorted)
        {
            if (bounds.Count > 0 && first <= bounds[^1] + 1) bounds[^1] = Math.Max(bounds[^1], last);
            else bounds.AddRange([first, last]);
        }

        return new CodePointSet([.. bounds]);
    }

    /// <summary>Whether a code point is one of the set's.</summary>
    public bool Contains(int value)
    {
        if (_basic is not null && value < 0x10000) return (_basic[value >> 6] >> value & 1) != 0;
        if (_bounds.Length <= Few)
        {
            for (int i = 0; i < _bounds.Length; i += 2)
            {
                if (value >= _bounds[i] && value <= _bounds[i + 1]) return true;
            }

            return false;
        }

        // At an even place a range begins there; between two of its bounds the search ends at an odd one.
        int place = Array.BinarySearch(_bounds, value);
        return place >= 0 || (~place & 1) != 0;
    }

    /// <summary>What is in either.</summary>
    public CodePointSet Or(CodePointSet other) => Ranges([.. Pairs(), .. other.Pairs()]);

    /// <summary>What is in both.</summary>
    public CodePointSet And(CodePointSet other) => Not().Or(other.Not()).Not();

    /// <summary>What is not in it.</summary>
    public CodePointSet Not()
    {
        List<int> bounds = [];
        int next = 0;
        for (int i = 0; i < _bounds.Length; i += 2)
        {
            if (_bounds[i] > next) bounds.AddRange([next, _bounds[i] - 1]);
            next = _bounds[i + 1] + 1;
        }

        if (next <= Largest) bounds.AddRange([next, Largest]);
        return new CodePointSet([.. bounds]);
    }

    private IEnumerable<(int First, int Last)> Pairs()
    {
        for (int i = 0; i < _bounds.Length; i += 2) yield return (_bounds[i], _bounds[i + 1]);
    }
}
