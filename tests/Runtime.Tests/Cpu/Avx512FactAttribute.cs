using ModelGen.Cpu.Simd;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>A test that compares AVX2 with AVX-512, on one machine.</summary>
internal sealed class Avx512FactAttribute : FactAttribute
{
    public Avx512FactAttribute() => Skip = Missing;

    internal static string? Missing => VectorPath.Has512 ? null : "this machine has no AVX-512";
}
