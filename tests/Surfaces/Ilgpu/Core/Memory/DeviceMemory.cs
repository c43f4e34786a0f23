using System.Collections.Generic;
using System.Threading;

namespace ILGPU.Surface;

/// <summary>Counts what an accelerator's buffers hold.</summary>
internal sealed class DeviceMemory
{
    private readonly Lock _gate = new();
    private readonly HashSet<MemoryRegion> _live = [];

    public long LiveBytes { get; private set; }

    public int LiveBuffers
    {
        get
        {
            lock (_gate)
                return _live.Count;
        }
    }

    public long LimitBytes { get; set; } = long.MaxValue;

    /// <exception cref="SurfaceMemoryException">The buffers would hold more than the limit.</exception>
    public MemoryRegion Take(long bytes)
    {
        lock (_gate)
        {
            if (bytes > LimitBytes - LiveBytes)
                throw new SurfaceMemoryException($"out of device memory: {bytes} bytes asked for, {LimitBytes - LiveBytes} of {LimitBytes} left");
            MemoryRegion region = new("buffer", bytes);
            LiveBytes += bytes;
            _live.Add(region);
            return region;
        }
    }

    /// <summary>Frees the buffer; nothing where the accelerator, disposed before it, has done so.</summary>
    public void GiveBack(MemoryRegion region)
    {
        lock (_gate)
        {
            if (_live.Remove(region))
                Release(region);
        }
    }

    public void ReleaseAll()
    {
        lock (_gate)
        {
            foreach (MemoryRegion region in _live)
                Release(region);
            _live.Clear();
        }
    }

    private void Release(MemoryRegion region)
    {
        LiveBytes -= region.Bytes;
        region.Release();
    }
}
