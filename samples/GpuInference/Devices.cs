using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace GpuInferenceSample;

/// <summary>The accelerators of this machine.</summary>
internal static class Devices
{
    /// <summary>ILGPU's own CPU accelerator runs one operating-system thread per GPU thread: it is for checking, not for speed.</summary>
    private static readonly CPUDevice s_cpu = new(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: 4, numMultiprocessors: 1);

    /// <summary>Kernels call ILGPU.Algorithms; O2 keeps the temporaries of inline PTX off the stack.</summary>
    public static Context CreateContext() => Context.Create(builder => builder.AllAccelerators().EnableAlgorithms().Optimize(OptimizationLevel.O2));

    /// <summary>A CUDA device before an OpenCL one, the one with the most memory first; ILGPU's CPU accelerator when there is neither.</summary>
    public static Accelerator Best(Context context)
    {
        Device? device = context.Devices
            .Where(device => device.AcceleratorType != AcceleratorType.CPU)
            .OrderBy(device => device.AcceleratorType == AcceleratorType.Cuda ? 0 : 1)
            .ThenByDescending(device => device.MemorySize)
            .FirstOrDefault();
        return device is null ? s_cpu.CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel) : device.CreateAccelerator(context);
    }
}
