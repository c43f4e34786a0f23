using System;
using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Memory of a device.</summary>
internal sealed class GpuBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _buffer;
    private bool _isDisposed;

    public GpuBuffer(GpuDevice device, MemoryBuffer1D<T, Stride1D.Dense> buffer) => (_device, _buffer) = (device, buffer);

    public long Length => _buffer.Length;

    public long Bytes => _buffer.LengthInBytes;

    public ArrayView<T> View => _buffer.View.BaseView;

    public void Write(ReadOnlySpan<T> values, long offset = 0)
    {
        if (!values.IsEmpty)
        {
            _buffer.View.SubView(offset, values.Length).CopyFromCPU(_device.Stream, values);
        }
    }

    /// <summary>Waits for the kernels that were started before.</summary>
    public void Read(Span<T> values, long offset = 0)
    {
        if (!values.IsEmpty)
        {
            _buffer.View.SubView(offset, values.Length).CopyToCPU(_device.Stream, values);
        }
    }

    public void Clear() => _buffer.View.MemSetToZero(_device.Stream);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _device.Free(this, Bytes);
            _buffer.Dispose();
        }
    }
}
