using System;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>The stand-in takes what ILGPU takes, and computes the same.</summary>
public class AcceptanceTests
{
    private const float Input = 2.25f;

    public static TheoryData<string> Names { get; } = [.. AcceptedKernels.All.Keys];

    [KernelTheory]
    [MemberData(nameof(Names))]
    public void What_a_gpu_runs_is_run(string name)
    {
        Machine machine = Machine.Shared;
        (Action<ArrayView<float>> kernel, Func<float, float> expected) = AcceptedKernels.All[name];
        using MemoryBuffer1D<float, Stride1D.Dense> view = machine.Accelerator.Allocate1D([0, Input]);

        machine.Accelerator.LoadStreamKernel(kernel)(new KernelConfig(1, 1), view.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(expected(Input), view.GetAsArray1D()[0], 1e-6f);
    }
}
