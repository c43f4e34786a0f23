using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Training;

namespace ModelGen.Data;

/// <summary>Examples in memory: the first axis of inputs and targets counts them. Shuffled anew each epoch, or in order.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class TensorDataset<TInput, TTarget> : IDataSource<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly TInput[] _inputs;
    private readonly TTarget[] _targets;
    private readonly float[] _weights;
    private readonly int[] _inputShape;
    private readonly int[] _targetShape;
    private readonly EpochOrder _order;
    private readonly int _batch;
    private readonly bool _shuffle;
    private readonly bool _keepsPartial;

    /// <summary>Copies the examples.</summary>
    /// <param name="inputs">[examples, ...].</param>
    /// <param name="targets">[examples, ...] or [examples].</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="keepPartial">Whether an epoch ends with a smaller batch when the examples do not divide; otherwise they wait for the next epoch's order.</param>
    /// <param name="weights">A weight for each example in the mean loss and in metrics, at least 0; empty: all weigh the same.</param>
    /// <exception cref="ArgumentException">No examples, not as many targets or weights as inputs, or a weight that is none.</exception>
    public TensorDataset(ReadOnlyTensorSpan<TInput> inputs, ReadOnlyTensorSpan<TTarget> targets, int batch, bool shuffle = true, ulong seed = 0, bool keepPartial = true, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (inputs.Rank == 0 || inputs.Lengths[0] == 0) throw new ArgumentException("There are no examples: the first axis of the inputs counts them", nameof(inputs));
        if (targets.Rank == 0 || targets.Lengths[0] != inputs.Lengths[0])
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Inputs {Guard.Describe(inputs.Lengths)} and targets {Guard.Describe(targets.Lengths)} differ in the number of examples, the first axis"), nameof(targets));
        }

        ExampleWeights.Check(weights, checked((int)inputs.Lengths[0]), nameof(weights));
        _inputs = Guard.Dense(inputs).ToArray();
        _targets = Guard.Dense(targets).ToArray();
        _weights = weights.ToArray();
        _inputShape = Sizes(inputs.Lengths);
        _targetShape = Sizes(targets.Lengths);
        Examples = _inputShape[0];
        _order = new EpochOrder(Examples, shuffle);
        (_batch, _shuffle, _keepsPartial) = (batch, shuffle, keepPartial);
        BatchesPerEpoch = keepPartial ? ((Examples - 1) / batch) + 1 : Examples / batch;
        if (BatchesPerEpoch == 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Examples} examples do not fill a batch of {batch}, and partial ones are left out: use smaller batches, or keep partial ones"), nameof(batch));
        Position = new DataPosition(seed, 0);
    }

    /// <summary>The number of examples.</summary>
    public int Examples { get; }

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch { get; }

    long? IDataSource<Batch<TInput, TTarget>>.BatchesPerEpoch => BatchesPerEpoch;

    /// <inheritdoc/>
    public DataPosition Position { get; set; }

    /// <inheritdoc/>
    public bool Next(Batch<TInput, TTarget> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = Position;
        Position = position with { Calls = position.Calls + 1 };

        // An epoch is its batches and one call that ends it.
        (long epoch, long index) = Math.DivRem(position.Calls, BatchesPerEpoch + 1L);
        if (index == BatchesPerEpoch) return false;
        int[] order = _order.Of(position.Seed, epoch);
        int first = (int)index * _batch, rows = Math.Min(_batch, Examples - first);
        (_inputShape[0], _targetShape[0]) = (rows, rows);
        batch.Resize(_inputShape, _targetShape, weighted: _weights.Length > 0);
        int inputWidth = _inputs.Length / Examples, targetWidth = _targets.Length / Examples;
        for (int row = 0; row < rows; row++)
        {
            int example = order[first + row];
            _inputs.AsSpan(example * inputWidth, inputWidth).CopyTo(batch.Input[(row * inputWidth)..]);
            _targets.AsSpan(example * targetWidth, targetWidth).CopyTo(batch.Target[(row * targetWidth)..]);
            if (_weights.Length > 0) batch.Weights[row] = _weights[example];
        }

        return true;
    }

    /// <summary>A dataset of some of the examples, for instance one part of a <see cref="DataSplit"/>.</summary>
    /// <param name="examples">Places of examples; one that is named twice is there twice.</param>
    /// <param name="batch">Examples per batch; null: as here.</param>
    /// <param name="shuffle">Whether each epoch has its own order; null: as here.</param>
    /// <param name="keepPartial">Whether an epoch ends with a smaller batch; null: as here.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public TensorDataset<TInput, TTarget> Take(ReadOnlySpan<int> examples, int? batch = null, bool? shuffle = null, bool? keepPartial = null)
    {
        TInput[] inputs = Rows(_inputs, _inputs.Length / Examples, examples);
        TTarget[] targets = Rows(_targets, _targets.Length / Examples, examples);
        ReadOnlyTensorSpan<TInput> inputTensor = new(inputs, [examples.Length, .. Lengths(_inputShape)]);
        ReadOnlyTensorSpan<TTarget> targetTensor = new(targets, [examples.Length, .. Lengths(_targetShape)]);
        return new TensorDataset<TInput, TTarget>(inputTensor, targetTensor, batch ?? _batch, shuffle ?? _shuffle, Position.Seed, keepPartial ?? _keepsPartial, _weights.Length == 0 ? [] : Rows(_weights, 1, examples));
    }

    // Without the first axis.
    private static nint[] Lengths(int[] shape) => Array.ConvertAll(shape[1..], size => (nint)size);

    private T[] Rows<T>(T[] from, int width, ReadOnlySpan<int> examples)
    {
        T[] rows = new T[checked(width * examples.Length)];
        for (int i = 0; i < examples.Length; i++)
        {
            if ((uint)examples[i] >= (uint)Examples) throw new ArgumentOutOfRangeException(nameof(examples), string.Create(CultureInfo.InvariantCulture, $"There is no example {examples[i]}: the dataset has {Examples}, counted from 0"));
            from.AsSpan(examples[i] * width, width).CopyTo(rows.AsSpan(i * width));
        }

        return rows;
    }

    private static int[] Sizes(ReadOnlySpan<nint> lengths)
    {
        int[] sizes = new int[lengths.Length];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = checked((int)lengths[i]);
        return sizes;
    }
}
