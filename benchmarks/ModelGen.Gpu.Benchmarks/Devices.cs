using System;
using System.Linq;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>The accelerator that the command line asks for.</summary>
internal static class Devices
{
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    /// <exception cref="InvalidOperationException">This machine has none of that kind.</exception>
    public static (Context Context, Accelerator Accelerator) Open(string kind)
    {
        Context context = Context.Create(builder =>
        {
            builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Math(MathMode.Fast);
            _ = kind switch
            {
                "cuda" => builder.Cuda(),
                "opencl" => builder.OpenCL(),
                "cpu" => builder.CPU(new CPUDevice(32, 8, 1)),
                _ => throw new ArgumentException($"--device is cuda, opencl or cpu, not '{kind}'"),
            };
        });
        // A context lists ILGPU's own CPU device, whatever is asked for.
        Device? device = context.Devices.FirstOrDefault(each => each.AcceleratorType.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase));
        if (device is null)
        {
            context.Dispose();
            throw new InvalidOperationException($"this machine has no {kind} device (on Linux ILGPU looks for libcuda.so and libOpenCL.so, without a version)");
        }

        return (context, device is CPUDevice cpu ? cpu.CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel) : device.CreateAccelerator(context));
    }
}
