using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Equality;

/// <summary>Skipped, with the reason, where the accelerator that was asked for is not there.</summary>
internal sealed class TargetTheoryAttribute : TheoryAttribute
{
    public TargetTheoryAttribute() => Skip = Machine.Missing;
}
