using Xunit;

namespace ModelGen.Ilgpu.Tests.Harness;

/// <summary>A test that runs kernels; skipped, with the reason, where the accelerator that was asked for is not there.</summary>
internal sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute()
    {
        if (Machine.Missing is { } reason)
            Skip = reason;
    }
}
