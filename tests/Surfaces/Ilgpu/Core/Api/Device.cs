using System.Globalization;

namespace ILGPU.Runtime;

public abstract class CapabilityContext;

public abstract class Device
{
    private protected Device(string name, AcceleratorType type, int warpSize, int maxNumThreadsPerGroup, int numMultiprocessors)
    {
        Name = name;
        AcceleratorType = type;
        WarpSize = warpSize;
        MaxNumThreadsPerGroup = maxNumThreadsPerGroup;
        NumMultiprocessors = numMultiprocessors;
    }

    public string Name { get; }

    public AcceleratorType AcceleratorType { get; }

    public int WarpSize { get; }

    public int MaxNumThreadsPerGroup { get; }

    public int MaxNumThreadsPerMultiprocessor => MaxNumThreadsPerGroup;

    public int MaxNumThreads => MaxNumThreadsPerGroup * NumMultiprocessors;

    public int NumMultiprocessors { get; }

    public Index3D MaxGridSize => new(int.MaxValue, ushort.MaxValue, ushort.MaxValue);

    public Index3D MaxGroupSize => new(MaxNumThreadsPerGroup);

    /// <summary>48 KiB, what every GPU has; the real CPU accelerator sets no limit.</summary>
    public int MaxSharedMemoryPerGroup => 48 * 1024;

    public int MaxConstantMemory => 64 * 1024;

    public long MemorySize => long.MaxValue;

    public abstract CapabilityContext Capabilities { get; }

    public abstract Accelerator CreateAccelerator(Context context);

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}]");
}
