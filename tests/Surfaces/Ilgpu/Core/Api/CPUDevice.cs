using System.Collections.Immutable;

namespace ILGPU.Runtime.CPU;

public sealed class CPUCapabilityContext : CapabilityContext
{
    internal CPUCapabilityContext()
    {
    }
}

public sealed class CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
    : Device("CPUAccelerator", AcceleratorType.CPU, numThreadsPerWarp, numThreadsPerWarp * numWarpsPerMultiprocessor, numMultiprocessors)
{
    public static readonly CPUDevice Default = new(4, 4, 1);
    public static readonly CPUDevice Nvidia = new(32, 32, 1);
    public static readonly CPUDevice AMD = new(32, 8, 1);
    public static readonly CPUDevice LegacyAMD = new(64, 4, 1);
    public static readonly CPUDevice Intel = new(16, 8, 1);
    public static readonly ImmutableArray<CPUDevice> All = [Default, Nvidia, AMD, LegacyAMD, Intel];

    public int NumThreads => MaxNumThreads;

    public override CapabilityContext Capabilities { get; } = new CPUCapabilityContext();

    public static CPUDevice GetDevice(CPUDeviceKind kind) => All[(int)kind];

    public override Accelerator CreateAccelerator(Context context) => CreateCPUAccelerator(context);

    public CPUAccelerator CreateCPUAccelerator(Context context) => CreateCPUAccelerator(context, CPUAcceleratorMode.Auto);

    public CPUAccelerator CreateCPUAccelerator(Context context, CPUAcceleratorMode mode) => new(context, this, mode);
}
