using System;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>The stand-in refuses what ILGPU refuses. A machine for each kernel: a compilation that fails can spoil ILGPU's context.</summary>
public class RefusalTests
{
    public static TheoryData<string> Names { get; } = [.. RefusedKernels.All.Keys];

    [KernelTheory]
    [MemberData(nameof(Names))]
    public void What_no_gpu_runs_is_refused_when_it_is_loaded(string name)
    {
        using Machine machine = Machine.Open();

        Assert.Throws<InternalCompilerException>(() => machine.Accelerator.LoadStreamKernel(RefusedKernels.All[name]));
    }

    [KernelFact]
    public void A_lambda_that_captures_is_refused()
    {
        using Machine machine = Machine.Open();
        float factor = RefusedKernels.All.Count;

        Exception? error = Record.Exception(() => machine.Accelerator.LoadStreamKernel<ArrayView<float>>(view => view[0] *= factor));

        Assert.IsAssignableFrom<NotSupportedException>(error);
    }

    private static void TakesAHiddenStruct(ArrayView<float> view, Hidden hidden) => view[0] = hidden.Value;

    [KernelFact]
    public void A_parameter_of_a_private_type_is_refused()
    {
        using Machine machine = Machine.Open();

        var error = Assert.Throws<InternalCompilerException>(() => machine.Accelerator.LoadStreamKernel<ArrayView<float>, Hidden>(TakesAHiddenStruct));

        Assert.Contains("InternalsVisibleTo", error.Message, StringComparison.Ordinal);
    }

    private readonly record struct Hidden(float Value);
}
