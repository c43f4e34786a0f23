using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Data;

/// <summary>Which sequences of different lengths a batch has, and how long it is.</summary>
internal sealed class SequenceOrder
{
    private readonly IReadOnlyList<int[]> _sequences;
    private readonly EpochOrder _order;
    private readonly int _batch, _maximum;

    public SequenceOrder(IReadOnlyList<int[]> sequences, int maximumLength, int batch, bool shuffle)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (sequences.Count == 0) throw new ArgumentException("There are no examples", nameof(sequences));
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Length == 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {i} is empty: leave the example out, or give it one token"), nameof(sequences));
        }

        (_sequences, _maximum, _batch, _order) = (sequences, maximumLength, batch, new EpochOrder(sequences.Count, shuffle));
    }

    public int BatchesPerEpoch => ((_sequences.Count - 1) / _batch) + 1;

    /// <summary>The examples of a call, as long as the longest that is not cut; false at the end of an epoch.</summary>
    public bool Next(DataPosition position, out ReadOnlySpan<int> examples, out int length, out long epoch)
    {
        examples = [];
        length = 0;
        (epoch, long index) = Math.DivRem(position.Calls, BatchesPerEpoch + 1L);
        if (index == BatchesPerEpoch) return false;
        int first = (int)index * _batch;
        examples = _order.Of(position.Seed, epoch).AsSpan(first, Math.Min(_batch, _sequences.Count - first));
        foreach (int example in examples) length = Math.Max(length, Math.Min(_maximum, _sequences[example].Length));
        return true;
    }
}
