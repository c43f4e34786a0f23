using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Data;

/// <summary>Token sequences of different lengths with one target each: a batch is padded to its longest sequence, and longer ones than the maximum are cut.</summary>
/// <typeparam name="TTarget">The element type of targets: <see cref="int"/> for class ids.</typeparam>
public sealed class SequenceDataset<TTarget> : IDataSource<int, TTarget>
    where TTarget : unmanaged
{
    private readonly IReadOnlyList<int[]> _sequences;
    private readonly TTarget[] _targets;
    private readonly EpochOrder _order;
    private readonly int _batch;
    private readonly int _width;

    /// <summary>Keeps the sequences, without a copy.</summary>
    /// <param name="sequences">The token ids of each example.</param>
    /// <param name="targets">[examples] or [examples, width], row-major.</param>
    /// <param name="maximumLength">Longer sequences lose their end: the model's Context.</param>
    /// <param name="padding">The id behind the end of shorter ones: the model's Padding.</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="ArgumentException">No examples, an empty sequence, or targets that do not divide among the examples.</exception>
    public SequenceDataset(IReadOnlyList<int[]> sequences, ReadOnlySpan<TTarget> targets, int maximumLength, int padding, int batch, bool shuffle = true, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (sequences.Count == 0) throw new ArgumentException("There are no examples", nameof(sequences));
        if (targets.IsEmpty || targets.Length % sequences.Count != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{targets.Length} targets do not divide among {sequences.Count} examples"), nameof(targets));
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Length == 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {i} is empty: leave the example out, or give it one token"), nameof(sequences));
        }

        (_sequences, _targets, MaximumLength, Padding, _batch) = (sequences, targets.ToArray(), maximumLength, padding, batch);
        _width = targets.Length / sequences.Count;
        _order = new EpochOrder(sequences.Count, shuffle);
        Position = new DataPosition(seed, 0);
    }

    /// <summary>The number of examples.</summary>
    public int Examples => _sequences.Count;

    /// <summary>Longer sequences lose their end.</summary>
    public int MaximumLength { get; }

    /// <summary>The id behind the end of shorter ones.</summary>
    public int Padding { get; }

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch => ((Examples - 1) / _batch) + 1;

    /// <inheritdoc/>
    public DataPosition Position { get; set; }

    /// <inheritdoc/>
    public bool Next(Batch<int, TTarget> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = Position;
        Position = position with { Calls = position.Calls + 1 };
        (long epoch, long index) = Math.DivRem(position.Calls, BatchesPerEpoch + 1L);
        if (index == BatchesPerEpoch) return false;
        int first = (int)index * _batch, rows = Math.Min(_batch, Examples - first), length = 0;
        ReadOnlySpan<int> order = _order.Of(position.Seed, epoch).AsSpan(first, rows);
        foreach (int example in order) length = Math.Max(length, Math.Min(MaximumLength, _sequences[example].Length));
        batch.Resize([rows, length], _width == 1 ? [rows] : [rows, _width]);
        for (int row = 0; row < rows; row++)
        {
            Pad(_sequences[order[row]], batch.Input.Slice(row * length, length), Padding);
            _targets.AsSpan(order[row] * _width, _width).CopyTo(batch.Target[(row * _width)..]);
        }

        return true;
    }

    private static void Pad(ReadOnlySpan<int> sequence, Span<int> row, int padding)
    {
        int kept = Math.Min(sequence.Length, row.Length);
        sequence[..kept].CopyTo(row);
        row[kept..].Fill(padding);
    }
}
