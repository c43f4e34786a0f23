using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Training;

namespace ModelGen.Data;

/// <summary>Token sequences of different lengths with one target each: a batch is padded to its longest sequence, and longer ones than the maximum are cut.</summary>
/// <remarks>Targets keep their axes: class ids [examples] give batches [B], as <see cref="Loss.CrossEntropy"/> takes them; numbers [examples, width] give [B, width], as all
/// other losses do, also for one output.</remarks>
/// <typeparam name="TTarget">The element type of targets: <see cref="int"/> for class ids.</typeparam>
public sealed class SequenceDataset<TTarget> : IDataSource<int, TTarget>
    where TTarget : unmanaged
{
    private readonly IReadOnlyList<int[]> _sequences;
    private readonly TTarget[] _targets;
    private readonly float[] _weights;
    private readonly int[] _targetShape; // of a batch
    private readonly int[] _inputShape = new int[2];
    private readonly EpochOrder _order;
    private readonly int _batch;
    private readonly bool _shuffle;

    /// <summary>Keeps the sequences, without a copy; copies the targets.</summary>
    /// <param name="sequences">The token ids of each example.</param>
    /// <param name="targets">[examples] or [examples, ...]; an array is [examples].</param>
    /// <param name="maximumLength">Longer sequences lose their end: the model's Context.</param>
    /// <param name="padding">The id behind the end of shorter ones: the model's Padding.</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="weights">A weight for each example in the mean loss and in metrics, at least 0; empty: all weigh the same.</param>
    /// <exception cref="ArgumentException">No examples, an empty sequence, not as many targets or weights as sequences, or a weight that is none.</exception>
    public SequenceDataset(IReadOnlyList<int[]> sequences, ReadOnlyTensorSpan<TTarget> targets, int maximumLength, int padding, int batch, bool shuffle = true, ulong seed = 0, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (sequences.Count == 0) throw new ArgumentException("There are no examples", nameof(sequences));
        if (targets.Rank == 0 || targets.Lengths[0] != sequences.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There are {sequences.Count} sequences and targets {Guard.Describe(targets.Lengths)}: the first axis of the targets counts the examples"), nameof(targets));
        }

        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Length == 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Sequence {i} is empty: leave the example out, or give it one token"), nameof(sequences));
        }

        ExampleWeights.Check(weights, sequences.Count, nameof(weights));
        _weights = weights.ToArray();
        (_sequences, _targets, MaximumLength, Padding, _batch, _shuffle) = (sequences, Guard.Dense(targets).ToArray(), maximumLength, padding, batch, shuffle);
        _targetShape = new int[targets.Rank];
        for (int i = 0; i < _targetShape.Length; i++) _targetShape[i] = checked((int)targets.Lengths[i]);
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

    long? IDataSource<Batch<int, TTarget>>.BatchesPerEpoch => BatchesPerEpoch;

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
        (_inputShape[0], _inputShape[1], _targetShape[0]) = (rows, length, rows);
        batch.Resize(_inputShape, _targetShape, weighted: _weights.Length > 0);
        int width = _targets.Length / Examples;
        for (int row = 0; row < rows; row++)
        {
            Pad(_sequences[order[row]], batch.Input.Slice(row * length, length), Padding);
            _targets.AsSpan(order[row] * width, width).CopyTo(batch.Target[(row * width)..]);
            if (_weights.Length > 0) batch.Weights[row] = _weights[order[row]];
        }

        return true;
    }

    /// <summary>A dataset of some of the examples, for instance one part of a <see cref="DataSplit"/>.</summary>
    /// <param name="examples">Places of examples; one that is named twice is there twice.</param>
    /// <param name="batch">Examples per batch; null: as here.</param>
    /// <param name="shuffle">Whether each epoch has its own order; null: as here.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public SequenceDataset<TTarget> Take(ReadOnlySpan<int> examples, int? batch = null, bool? shuffle = null)
    {
        int width = _targets.Length / Examples;
        int[][] sequences = new int[examples.Length][];
        float[] weights = new float[_weights.Length == 0 ? 0 : examples.Length];
        TTarget[] targets = new TTarget[checked(width * examples.Length)];
        for (int i = 0; i < sequences.Length; i++)
        {
            if ((uint)examples[i] >= (uint)Examples) throw new ArgumentOutOfRangeException(nameof(examples), string.Create(CultureInfo.InvariantCulture, $"There is no example {examples[i]}: the dataset has {Examples}, counted from 0"));
            sequences[i] = _sequences[examples[i]];
            _targets.AsSpan(examples[i] * width, width).CopyTo(targets.AsSpan(i * width));
            if (weights.Length > 0) weights[i] = _weights[examples[i]];
        }

        ReadOnlyTensorSpan<TTarget> tensor = new(targets, [examples.Length, .. Array.ConvertAll(_targetShape[1..], size => (nint)size)]);
        return new SequenceDataset<TTarget>(sequences, tensor, MaximumLength, Padding, batch ?? _batch, shuffle ?? _shuffle, Position.Seed, weights);
    }

    private static void Pad(ReadOnlySpan<int> sequence, Span<int> row, int padding)
    {
        int kept = Math.Min(sequence.Length, row.Length);
        sequence[..kept].CopyTo(row);
        row[kept..].Fill(padding);
    }
}
