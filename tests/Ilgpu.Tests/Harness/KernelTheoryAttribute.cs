using Xunit;

namespace ModelGen.Ilgpu.Tests.Harness;

/// <summary>As <see cref="KernelFactAttribute"/>, with data.</summary>
internal sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute()
    {
        if (Machine.Missing is { } reason)
            Skip = reason;
    }
}
