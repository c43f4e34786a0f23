using Xunit;

namespace ModelGen.Ilgpu.Tests.Harness;

/// <summary>A test that runs kernels; skipped, with the reason, where the accelerator that was asked for is not there or cannot run it.</summary>
internal sealed class KernelFactAttribute : FactAttribute
{
    /// <param name="notOnOpenCl">Why it cannot run on OpenCL; null where it can.</param>
    public KernelFactAttribute(string? notOnOpenCl = null)
    {
        if ((Machine.Missing ?? (Machine.IsOpenCl ? notOnOpenCl : null)) is { } reason)
            Skip = reason;
    }
}
