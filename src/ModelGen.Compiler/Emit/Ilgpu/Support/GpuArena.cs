using System;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>A buffer that grows to the largest size that was asked for and stays there: no step after the first allocates.</summary>
internal sealed class GpuArena<T>(GpuDevice device, string purpose) : IDisposable
    where T : unmanaged
{
    private GpuBuffer<T>? _buffer;

    public GpuBuffer<T> Buffer => _buffer ?? throw new InvalidOperationException("Nothing was reserved");

    /// <summary>At least <paramref name="count"/> elements. What was there is lost when the buffer grows.</summary>
    public ArrayView<T> Reserve(long count)
    {
        device.ThrowIfDisposed();
        if (_buffer is null || _buffer.Length < count)
        {
            _buffer?.Dispose(); // first, so that both need not fit
            _buffer = null;
            _buffer = device.Allocate<T>(count, purpose);
        }

        return _buffer.View;
    }

    public void Dispose()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}
