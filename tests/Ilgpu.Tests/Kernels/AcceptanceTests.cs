using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>The stand-in takes what ILGPU takes, and computes the same.</summary>
public class AcceptanceTests
{
    private const float Input = 2.25f;

    private static readonly string[] s_notOnOpenCl = ["Recursion", "Lerp", "Halves"];

    public static TheoryData<string> Names { get; } = [.. AcceptedKernels.All.Keys.Except(s_notOnOpenCl)];

    [KernelTheory]
    [MemberData(nameof(Names))]
    public void What_a_gpu_runs_is_run(string name) => Run(name);

    [KernelFact("OpenCL C has no recursion")]
    public void Recursion_is_run() => Run("Recursion");

    [KernelFact("ILGPU 1.5.3 with PoCL 6 was not done with float.Lerp after 100 seconds")]
    public void Interpolation_is_run() => Run("Lerp");

    [KernelFact("ILGPU has Half on OpenCL devices with cl_khr_fp16 alone; PoCL on a CPU is none")]
    public void Halves_are_run() => Run("Halves");

    private static void Run(string name)
    {
        Machine machine = Machine.Shared;
        (Action<ArrayView<float>> kernel, Func<float, float> expected) = AcceptedKernels.All[name];
        using MemoryBuffer1D<float, Stride1D.Dense> view = machine.Accelerator.Allocate1D([0, Input]);

        machine.Accelerator.LoadStreamKernel(kernel)(new KernelConfig(1, 1), view.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(expected(Input), view.GetAsArray1D()[0], 1e-6f);
    }
}
