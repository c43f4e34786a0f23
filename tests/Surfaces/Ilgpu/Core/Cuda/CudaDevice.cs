using System;

namespace ILGPU.Runtime.Cuda;

/// <summary>Declared so that emitted code compiles; no context has one.</summary>
public sealed class CudaDevice : Device
{
    private CudaDevice()
        : base("", AcceleratorType.Cuda, 32, 1024, 1)
    {
    }

    public CudaArchitecture? Architecture => null;

    public override CapabilityContext Capabilities => new CudaCapabilityContext(default);

    public override Accelerator CreateAccelerator(Context context) => CreateCudaAccelerator(context);

    public CudaAccelerator CreateCudaAccelerator(Context context) => throw new NotSupportedException("There is no CUDA device");
}

public sealed class CudaCapabilityContext(CudaArchitecture arch) : CapabilityContext
{
    public CudaArchitecture TargetArchitecture { get; } = arch;
}

/// <summary>Declared so that emitted code compiles; no device makes one.</summary>
public sealed class CudaAccelerator : Accelerator
{
    private CudaAccelerator(Context context, CudaDevice device)
        : base(context, device)
    {
    }

    public CudaArchitecture Architecture => default;
}

/// <summary>Declared so that emitted code compiles; no accelerator makes one.</summary>
public sealed class CudaKernel : Kernel
{
    private CudaKernel(Accelerator accelerator, Delegate method, KernelSpecialization specialization)
        : base(accelerator, method, specialization)
    {
    }

    public IntPtr FunctionPtr => default;

    public IntPtr ModulePtr => default;
}

public static class CudaContextExtensions
{
    public static Context.Builder Cuda(this Context.Builder builder) => builder;

    public static Context.Builder Cuda(this Context.Builder builder, Predicate<CudaDevice> predicate) => builder;

    public static CudaDevice GetCudaDevice(this Context context, int cudaDeviceIndex) => context.GetDevice<CudaDevice>(cudaDeviceIndex);

    public static Context.DeviceCollection<CudaDevice> GetCudaDevices(this Context context) => context.GetDevices<CudaDevice>();

    public static CudaAccelerator CreateCudaAccelerator(this Context context, int cudaDeviceIndex)
        => context.GetCudaDevice(cudaDeviceIndex).CreateCudaAccelerator(context);
}
