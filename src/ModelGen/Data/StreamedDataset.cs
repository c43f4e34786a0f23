using System;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using ModelGen.Training;

namespace ModelGen.Data;

/// <summary>Examples that are loaded when they are wanted, the rows of a batch on several threads: from disk, a database, a computation. Memory holds one batch.</summary>
/// <remarks>Batches and their order are those of a <see cref="TensorDataset{TInput, TTarget}"/> of the same seed, whatever the number of threads. Put a <see cref="PrefetchSource{TInput, TTarget}"/> around it
/// to load while the step before trains.</remarks>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class StreamedDataset<TInput, TTarget> : IDataSource<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly LoadExample<TInput, TTarget> _load;
    private readonly float[] _weights;
    private readonly int[] _inputShape;
    private readonly int[] _targetShape;
    private readonly EpochOrder _order;
    private readonly ParallelOptions _threads;
    private readonly Batch<TInput, TTarget> _loaded = new();
    private readonly Exception?[] _faults;
    private readonly int _batch;
    private readonly int _inputWidth = 1;
    private readonly int _targetWidth = 1;

    /// <summary>Loads nothing yet.</summary>
    /// <param name="examples">How many there are.</param>
    /// <param name="inputShape">The axes of one input: [3, 64, 64].</param>
    /// <param name="targetShape">The axes of one target; none for a class id.</param>
    /// <param name="load">Loads one.</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="keepPartial">Whether an epoch ends with a smaller batch when the examples do not divide.</param>
    /// <param name="threads">The most threads that load at once; 0: as many as there are processors.</param>
    /// <param name="weights">A weight for each example in the mean loss and in metrics, at least 0; empty: all weigh the same.</param>
    /// <exception cref="ArgumentException">No examples, not enough for a batch, not as many weights, or a weight that is none.</exception>
    public StreamedDataset(int examples, ReadOnlySpan<int> inputShape, ReadOnlySpan<int> targetShape, LoadExample<TInput, TTarget> load, int batch, bool shuffle = true, ulong seed = 0, bool keepPartial = true, int threads = 0, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (examples < 1) throw new ArgumentException("There are no examples", nameof(examples));
        BatchesPerEpoch = keepPartial ? ((examples - 1) / batch) + 1 : examples / batch;
        if (BatchesPerEpoch == 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{examples} examples do not fill a batch of {batch}, and partial ones are left out: use smaller batches, or keep partial ones"), nameof(batch));
        ExampleWeights.Check(weights, examples, nameof(weights));
        _weights = weights.ToArray();
        (_load, _batch, Examples, Position) = (load, batch, examples, new DataPosition(seed, 0));
        (_inputShape, _targetShape) = ([batch, .. inputShape], [batch, .. targetShape]);
        foreach (int size in inputShape) _inputWidth = checked(_inputWidth * size);
        foreach (int size in targetShape) _targetWidth = checked(_targetWidth * size);
        _order = new EpochOrder(examples, shuffle);
        _faults = new Exception?[batch];
        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
    }

    /// <summary>The number of examples.</summary>
    public int Examples { get; }

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public DataPosition Position { get; set; }

    /// <inheritdoc/>
    /// <remarks>Where several examples of a batch cannot be loaded, the error is that of the first, whatever the threads did. The position stays: the call after it tries again.</remarks>
    public bool Next(Batch<TInput, TTarget> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = Position;
        (long epoch, long index) = Math.DivRem(position.Calls, BatchesPerEpoch + 1L);
        if (index == BatchesPerEpoch)
        {
            Position = position with { Calls = position.Calls + 1 };
            return false;
        }

        int[] order = _order.Of(position.Seed, epoch);
        int first = (int)index * _batch, rows = Math.Min(_batch, Examples - first);
        (_inputShape[0], _targetShape[0]) = (rows, rows);

        // Into a batch of one's own: where a row fails, the caller's is as it was.
        _loaded.Resize(_inputShape, _targetShape, weighted: _weights.Length > 0);
        for (int row = 0; row < _loaded.Weights.Length; row++) _loaded.Weights[row] = _weights[order[first + row]];
        Array.Clear(_faults);
        Parallel.For(0, rows, _threads, row => Load(order[first + row], row));
        foreach (Exception? fault in _faults)
        {
            if (fault is not null) ExceptionDispatchInfo.Throw(fault);
        }

        batch.Swap(_loaded);
        Position = position with { Calls = position.Calls + 1 };
        return true;
    }

    private void Load(int example, int row)
    {
        try
        {
            _load(example, _loaded.Input.Slice(row * _inputWidth, _inputWidth), _loaded.Target.Slice(row * _targetWidth, _targetWidth));
        }
        catch (Exception fault)
        {
            _faults[row] = fault;
        }
    }
}
