using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ILGPU;

public sealed class Context : IDisposable
{
    private readonly Builder _settings;
    private bool _disposed;

    private Context(Builder settings)
    {
        _settings = settings;
        Devices = [.. settings.Devices];
    }

    public static string Version => "1.5.3";

    public ImmutableArray<Device> Devices { get; }

    public static Builder Create() => new();

    public static Context Create(Action<Builder> buildingCallback)
    {
        Builder builder = new();
        buildingCallback(builder);
        return builder.ToContext();
    }

    public static Context CreateDefault() => Create(builder => builder.Default());

    public Device GetPreferredDevice(bool preferCPU)
        => Devices.FirstOrDefault() ?? throw new NotSupportedException("The context has no device");

    public IEnumerable<Device> GetPreferredDevices(bool preferCPU, bool matchingDevicesOnly) => Devices;

    public DeviceCollection<TDevice> GetDevices<TDevice>()
        where TDevice : Device
        => new([.. Devices.OfType<TDevice>()]);

    public TDevice GetDevice<TDevice>(int deviceIndex)
        where TDevice : Device
        => GetDevices<TDevice>()[deviceIndex];

    public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _disposed = true;
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>What the context is made from. Settings that only a compiler would read are taken and left alone.</summary>
    public sealed class Builder
    {
        internal Builder()
        {
        }

        internal List<Device> Devices { get; } = [];

        public Builder AllAccelerators() => this.CPU();

        public Builder Default() => this.DefaultCPU();

        public Builder Optimize(OptimizationLevel level) => this;

        public Builder Math(MathMode mathMode) => this;

        public Builder Caching(CachingMode cachingMode) => this;

        public Builder Debug() => this;

        public Builder Release() => this;

        public Builder Assertions() => this;

        public Builder AutoAssertions() => this;

        public Builder AutoDebug() => this;

        public Builder Profiling() => this;

        public Builder Verify() => this;

        public Builder LibDevice() => this;

        public Context ToContext() => new(this);
    }

    public readonly struct DeviceCollection<TDevice>
        where TDevice : Device
    {
        private readonly ImmutableArray<TDevice> _devices;

        internal DeviceCollection(ImmutableArray<TDevice> devices) => _devices = devices;

        public int Count => _devices.Length;

        public TDevice this[int deviceIndex] => _devices[deviceIndex];

        public Enumerator GetEnumerator() => new(_devices);

        public struct Enumerator
        {
            private ImmutableArray<TDevice>.Enumerator _inner;

            internal Enumerator(ImmutableArray<TDevice> devices) => _inner = devices.GetEnumerator();

            public TDevice Current => _inner.Current;

            public bool MoveNext() => _inner.MoveNext();
        }
    }
}
