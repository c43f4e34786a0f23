using System;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ModelGen.RandomModels.Running;

/// <summary>The accelerator of tests/Surfaces/Ilgpu, which checks every access.</summary>
public static class StandIn
{
    private const int WarpSize = 32, Warps = 4;

    private static readonly Lazy<Accelerator> s_accelerator = new(() =>
        new CPUDevice(WarpSize, Warps, 1).CreateCPUAccelerator(Context.Create(builder => builder.EnableAlgorithms().CPU()), CPUAcceleratorMode.Parallel));

    /// <summary>One for the process.</summary>
    public static Accelerator Accelerator => s_accelerator.Value;
}
