using System;
using System.Collections.Generic;

namespace ModelGen.Decoding;

/// <summary>Whether the tokens so far end in one of some sequences. Allocates only when made.</summary>
internal sealed class StopSequences
{
    private readonly IReadOnlyList<int[]> _sequences;
    private readonly int[] _last;
    private int _count;

    /// <exception cref="ArgumentException">A sequence is empty.</exception>
    public StopSequences(IReadOnlyList<int[]> sequences)
    {
        int longest = 0;
        foreach (int[] sequence in sequences)
        {
            if (sequence is null || sequence.Length == 0) throw new ArgumentException("A stop sequence is empty: give at least one token", nameof(sequences));
            longest = Math.Max(longest, sequence.Length);
        }

        (_sequences, _last) = (sequences, new int[longest]);
    }

    public bool IsMet { get; private set; }

    public void Add(int token)
    {
        if (_last.Length == 0) return;
        _last.AsSpan(1).CopyTo(_last);
        _last[^1] = token;
        _count = Math.Min(_count + 1, _last.Length);
        IsMet = End(_last.AsSpan(_last.Length - _count));
    }

    /// <summary>Whether a text ends in one of them.</summary>
    public bool End(ReadOnlySpan<int> text)
    {
        for (int i = 0; i < _sequences.Count; i++)
        {
            if (text.EndsWith(_sequences[i])) return true;
        }

        return false;
    }
}
