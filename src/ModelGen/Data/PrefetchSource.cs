using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace ModelGen.Data;

/// <summary>Fills batches of another source on a thread of its own, ahead of the training step that uses them. The batches and their order are the same.</summary>
/// <remarks>One thread at a time takes batches. An error of the source is thrown by the call of <see cref="Next"/> that would have had the batch, and by every call
/// after it until <see cref="Position"/> is set. Dispose ends the thread; the source is not disposed.</remarks>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public class PrefetchSource<TBatch> : IDataSource<TBatch>, IDisposable
    where TBatch : class, IBatch<TBatch>, new()
{
    private readonly IDataSource<TBatch> _source;
    private readonly Slot[] _slots; // a ring: _filled of them from _first on are ready
    private readonly object _gate = new();
    private readonly Thread _thread;
    private int _first;
    private int _filled;
    private bool _isFilling;
    private bool _isBroken;
    private bool _isMoving;
    private bool _isDisposed;
    private DataPosition _position;

    /// <summary>Begins to fill batches from where <paramref name="source"/> stands.</summary>
    /// <param name="source">The source; it belongs to this one until it is disposed.</param>
    /// <param name="depth">How many batches are held ready at most.</param>
    public PrefetchSource(IDataSource<TBatch> source, int depth = 2)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        _source = source;
        _position = source.Position;
        _slots = new Slot[depth];
        for (int i = 0; i < depth; i++) _slots[i].Batch = new TBatch();
        _thread = new Thread(Fill) { IsBackground = true, Name = "ModelGen prefetch" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public DataPosition Position
    {
        get
        {
            lock (_gate) return _position;
        }

        set
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                // What is being filled belongs to the old place.
                _isMoving = true;
                while (_isFilling) Monitor.Wait(_gate);
                (_isMoving, _isBroken, _first, _filled) = (false, false, 0, 0);
                _source.Position = value;
                _position = value;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <inheritdoc/>
    public long? BatchesPerEpoch => _source.BatchesPerEpoch;

    /// <inheritdoc/>
    public int Padding => _source.Padding;

    /// <inheritdoc/>
    public bool Next(TBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_gate)
        {
            while (_filled == 0)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                Monitor.Wait(_gate);
            }

            ref Slot slot = ref _slots[_first];
            slot.Error?.Throw();
            bool hasBatch = slot.HasBatch;
            if (hasBatch) batch.Swap(slot.Batch);
            _position = slot.After;
            _first = (_first + 1) % _slots.Length;
            _filled--;
            Monitor.PulseAll(_gate);
            return hasBatch;
        }
    }

    /// <summary>Ends the thread, after the batch that it may be filling. A call of <see cref="Next"/> that waits is ended with an error.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        lock (_gate)
        {
            if (_isDisposed) return;
            (_isDisposed, _filled) = (true, 0);
            Monitor.PulseAll(_gate);
        }

        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    private void Fill()
    {
        while (true)
        {
            int index;
            lock (_gate)
            {
                while (!_isDisposed && (_isMoving || _isBroken || _filled == _slots.Length)) Monitor.Wait(_gate);
                if (_isDisposed) return;
                index = (_first + _filled) % _slots.Length;
                _isFilling = true;
            }

            Slot slot = _slots[index];
            slot.Error = null;
            try
            {
                slot.HasBatch = _source.Next(slot.Batch);
                slot.After = _source.Position;
            }
            catch (Exception error)
            {
                slot.Error = ExceptionDispatchInfo.Capture(error);
            }

            lock (_gate)
            {
                _isFilling = false;
                if (!_isMoving && !_isDisposed)
                {
                    _slots[index] = slot;
                    _isBroken = slot.Error is not null;
                    _filled++;
                }

                Monitor.PulseAll(_gate);
            }
        }
    }

    private struct Slot
    {
        public TBatch Batch;
        public bool HasBatch;
        public DataPosition After;
        public ExceptionDispatchInfo? Error;
    }
}
