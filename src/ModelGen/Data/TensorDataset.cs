using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Cpu;

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
    private readonly int[] _inputShape;
    private readonly int[] _targetShape;
    private readonly int[] _order;
    private readonly int _batch;
    private readonly bool _shuffle;
    private DataPosition _shuffledFor = new(0, -1);

    /// <summary>Copies the examples.</summary>
    /// <param name="inputs">[examples, ...].</param>
    /// <param name="targets">[examples, ...] or [examples].</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="ArgumentException">No examples, or not as many targets as inputs.</exception>
    public TensorDataset(ReadOnlyTensorSpan<TInput> inputs, ReadOnlyTensorSpan<TTarget> targets, int batch, bool shuffle = true, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (inputs.Rank == 0 || inputs.Lengths[0] == 0) throw new ArgumentException("There are no examples: the first axis of the inputs counts them", nameof(inputs));
        if (targets.Rank == 0 || targets.Lengths[0] != inputs.Lengths[0])
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Inputs {Guard.Describe(inputs.Lengths)} and targets {Guard.Describe(targets.Lengths)} differ in the number of examples, the first axis"), nameof(targets));
        }

        _inputs = Guard.Dense(inputs).ToArray();
        _targets = Guard.Dense(targets).ToArray();
        _inputShape = Sizes(inputs.Lengths);
        _targetShape = Sizes(targets.Lengths);
        Examples = _inputShape[0];
        _order = new int[Examples];
        (_batch, _shuffle) = (batch, shuffle);
        Position = new DataPosition(seed, 0);
    }

    /// <summary>The number of examples.</summary>
    public int Examples { get; }

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch => (Examples - 1) / _batch + 1;

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
        Order(new DataPosition(position.Seed, epoch));
        int first = (int)index * _batch, rows = Math.Min(_batch, Examples - first);
        (_inputShape[0], _targetShape[0]) = (rows, rows);
        batch.Resize(_inputShape, _targetShape);
        int inputWidth = _inputs.Length / Examples, targetWidth = _targets.Length / Examples;
        for (int row = 0; row < rows; row++)
        {
            int example = _order[first + row];
            _inputs.AsSpan(example * inputWidth, inputWidth).CopyTo(batch.Input[(row * inputWidth)..]);
            _targets.AsSpan(example * targetWidth, targetWidth).CopyTo(batch.Target[(row * targetWidth)..]);
        }

        return true;
    }

    // Fisher and Yates, from the order 0, 1, 2...: an epoch's order depends on seed and epoch alone.
    private void Order(DataPosition epoch)
    {
        if (_shuffledFor == epoch) return;
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        if (_shuffle)
        {
            ulong key = CounterRandom.Derive(epoch.Seed, (ulong)epoch.Calls);
            for (int i = _order.Length - 1; i > 0; i--)
            {
                int other = (int)((ulong)CounterRandom.Hash(key, (ulong)i) * (ulong)(i + 1) >> 32);
                (_order[i], _order[other]) = (_order[other], _order[i]);
            }
        }

        _shuffledFor = epoch;
    }

    private static int[] Sizes(ReadOnlySpan<nint> lengths)
    {
        int[] sizes = new int[lengths.Length];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = checked((int)lengths[i]);
        return sizes;
    }
}
