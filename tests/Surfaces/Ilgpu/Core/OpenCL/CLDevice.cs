using System;

namespace ILGPU.Runtime.OpenCL;

/// <summary>Declared so that emitted code compiles; no context has one.</summary>
public sealed class CLDevice : Device
{
    private CLDevice()
        : base("", AcceleratorType.OpenCL, 1, 256, 1)
    {
    }

    public override CLCapabilityContext Capabilities => new(false, false, false, false, false);

    public override Accelerator CreateAccelerator(Context context) => CreateCLAccelerator(context);

    public CLAccelerator CreateCLAccelerator(Context context) => throw new NotSupportedException("There is no OpenCL device");
}

public sealed class CLCapabilityContext(bool float16, bool float64, bool genericAddressSpace, bool int64_Atomics, bool subGroups) : CapabilityContext
{
    public bool Float16 { get; } = float16;

    public bool Float64 { get; } = float64;

    public bool GenericAddressSpace { get; } = genericAddressSpace;

    public bool Int64_Atomics { get; } = int64_Atomics;

    public bool SubGroups { get; } = subGroups;
}

/// <summary>Declared so that emitted code compiles; no device makes one.</summary>
public sealed class CLAccelerator : Accelerator
{
    private CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
    }

    public new CLCapabilityContext Capabilities => (CLCapabilityContext)base.Capabilities;
}

public static class CLContextExtensions
{
    public static Context.Builder OpenCL(this Context.Builder builder) => builder;

    public static Context.Builder OpenCL(this Context.Builder builder, Predicate<CLDevice> predicate) => builder;

    public static CLDevice GetCLDevice(this Context context, int clDeviceIndex) => context.GetDevice<CLDevice>(clDeviceIndex);

    public static Context.DeviceCollection<CLDevice> GetCLDevices(this Context context) => context.GetDevices<CLDevice>();

    public static CLAccelerator CreateCLAccelerator(this Context context, int clDeviceIndex)
        => context.GetCLDevice(clDeviceIndex).CreateCLAccelerator(context);
}
