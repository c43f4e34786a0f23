using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Data;

/// <summary>Sequences of different lengths as batches: which a batch has, how long it is, and their ids with padding behind the end.</summary>
internal sealed class SequenceOrder
{
    private readonly IReadOnlyList<int[]> _sequences;
    private readonly EpochOrder _order;
    private readonly int _batch;

    public SequenceOrder(IReadOnlyList<int[]> sequences, int maximumLength, int padding, int batch, bool shuffle, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (sequences.Count == 0) throw new ArgumentException("There are no examples", nameof(sequences));
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Length == 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {i} is empty: leave the example out, or give it one token"), nameof(sequences));
        }

        (_sequences, MaximumLength, Padding, _batch, _order) = (sequences, maximumLength, padding, batch, new EpochOrder(sequences.Count, shuffle));
        Position = new DataPosition(seed, 0);
    }

    public int MaximumLength { get; }

    public int Padding { get; }

    public int BatchesPerEpoch => ((_sequences.Count - 1) / _batch) + 1;

    public DataPosition Position { get; set; }

    /// <summary>The next batch [B, T], as long as the longest of its sequences that is not cut: the inputs are their ids, the targets <see cref="TokenTargetDataset.None"/>. False at the end of an epoch.</summary>
    /// <param name="examples">The sequence of each row.</param>
    public bool Next(Batch<int, int> batch, out ReadOnlySpan<int> examples, out long epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = Position;
        Position = position with { Calls = position.Calls + 1 };
        examples = [];
        (epoch, long index) = Math.DivRem(position.Calls, BatchesPerEpoch + 1L);
        if (index == BatchesPerEpoch) return false;
        int first = (int)index * _batch, length = 0;
        examples = _order.Of(position.Seed, epoch).AsSpan(first, Math.Min(_batch, _sequences.Count - first));
        foreach (int example in examples) length = Math.Max(length, Math.Min(MaximumLength, _sequences[example].Length));
        batch.Resize([examples.Length, length], [examples.Length, length]);
        batch.Target.Fill(TokenTargetDataset.None);
        for (int row = 0; row < examples.Length; row++)
        {
            ReadOnlySpan<int> ids = _sequences[examples[row]];
            Span<int> input = batch.Input.Slice(row * length, length);
            ids = ids[..Math.Min(ids.Length, length)];
            ids.CopyTo(input);
            input[ids.Length..].Fill(Padding);
        }

        return true;
    }
}
