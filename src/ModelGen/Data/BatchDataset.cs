using System;
using System.Globalization;
using ModelGen.Training;

namespace ModelGen.Data;

/// <summary>Examples in memory, all of them in one batch of a model's own type. Shuffled anew each epoch, or in order.</summary>
/// <remarks>A model of one input and one target takes <see cref="TensorDataset{TInput, TTarget}"/>.</remarks>
/// <typeparam name="TBatch">The model's type of batches.</typeparam>
public sealed class BatchDataset<TBatch> : IDataSource<TBatch>
    where TBatch : class, ISelectableBatch<TBatch>, new()
{
    private readonly TBatch _all = new();
    private readonly EpochOrder _order;
    private readonly int _batch;
    private readonly bool _shuffle;

    /// <summary>Copies the examples.</summary>
    /// <param name="all">All examples, with their weights if they have any.</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="ArgumentException">No examples, or a weight that is none.</exception>
    public BatchDataset(TBatch all, int batch, bool shuffle = true, ulong seed = 0)
        : this(all, Places(all), batch, shuffle, seed)
    {
    }

    private BatchDataset(TBatch all, ReadOnlySpan<int> examples, int batch, bool shuffle, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (examples.IsEmpty) throw new ArgumentException("There are no examples: fill the batch first", nameof(all));
        _all.Take(all, examples);
        ExampleWeights.Check(_all.Weights, _all.Examples, nameof(all));
        _order = new EpochOrder(_all.Examples, shuffle);
        (_batch, _shuffle) = (batch, shuffle);
        BatchesPerEpoch = ((_all.Examples - 1) / batch) + 1;
        Position = new DataPosition(seed, 0);
    }

    /// <summary>The number of examples.</summary>
    public int Examples => _all.Examples;

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch { get; }

    long? IDataSource<TBatch>.BatchesPerEpoch => BatchesPerEpoch;

    /// <inheritdoc/>
    public DataPosition Position { get; set; }

    /// <inheritdoc/>
    public bool Next(TBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = Position;
        Position = position with { Calls = position.Calls + 1 };

        // An epoch is its batches and one call that ends it.
        (long epoch, long index) = Math.DivRem(position.Calls, BatchesPerEpoch + 1L);
        if (index == BatchesPerEpoch) return false;
        int first = (int)index * _batch;
        batch.Take(_all, _order.Of(position.Seed, epoch).AsSpan(first, Math.Min(_batch, Examples - first)));
        return true;
    }

    /// <summary>A dataset of some of the examples, for instance one part of a <see cref="DataSplit"/>.</summary>
    /// <param name="examples">Places of examples; one that is named twice is there twice.</param>
    /// <param name="batch">Examples per batch; null: as here.</param>
    /// <param name="shuffle">Whether each epoch has its own order; null: as here.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public BatchDataset<TBatch> Take(ReadOnlySpan<int> examples, int? batch = null, bool? shuffle = null) =>
        new(_all, examples, batch ?? _batch, shuffle ?? _shuffle, Position.Seed);

    private static int[] Places(TBatch all)
    {
        ArgumentNullException.ThrowIfNull(all);
        int[] places = new int[all.Examples];
        for (int i = 0; i < places.Length; i++) places[i] = i;
        return places;
    }
}
