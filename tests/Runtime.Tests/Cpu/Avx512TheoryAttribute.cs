using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>As <see cref="Avx512FactAttribute"/>, with data.</summary>
internal sealed class Avx512TheoryAttribute : TheoryAttribute
{
    public Avx512TheoryAttribute() => Skip = Avx512FactAttribute.Missing;
}
