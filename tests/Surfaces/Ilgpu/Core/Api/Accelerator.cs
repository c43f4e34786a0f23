using System;
using System.Globalization;
using ILGPU.Surface;

namespace ILGPU.Runtime;

public abstract class Accelerator : IDisposable
{
    private protected Accelerator(Context context, Device device)
    {
        context.ThrowIfDisposed();
        Context = context;
        Device = device;
        DefaultStream = new AcceleratorStream(this);
    }

    public Context Context { get; }

    public Device Device { get; }

    public AcceleratorStream DefaultStream { get; }

    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    public string Name => Device.Name;

    public int WarpSize => Device.WarpSize;

    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;

    public int MaxNumThreads => Device.MaxNumThreads;

    public int NumMultiprocessors => Device.NumMultiprocessors;

    public Index3D MaxGridSize => Device.MaxGridSize;

    public Index3D MaxGroupSize => Device.MaxGroupSize;

    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    public int MaxConstantMemory => Device.MaxConstantMemory;

    public long MemorySize => Device.MemorySize;

    public CapabilityContext Capabilities => Device.Capabilities;

    public bool IsDisposed { get; private set; }

    internal DeviceMemory Memory { get; } = new();

    internal LaunchLog Launches { get; } = new();

    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new MemoryBuffer1D<T, Stride1D.Dense>(this, length, default);
    }

    public AcceleratorStream CreateStream()
    {
        ThrowIfDisposed();
        return new AcceleratorStream(this);
    }

    /// <summary>Launches run to their end at once, so there is nothing to wait for.</summary>
    public void Synchronize() => ThrowIfDisposed();

    public void Dispose()
    {
        ThrowIfDisposed();
        IsDisposed = true;
        Memory.ReleaseAll();
        GC.SuppressFinalize(this);
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}]");

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);
}
