using System.Linq;
using ModelGen.Cpu.Simd;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>The vector widths that this machine runs: every kernel test goes over all of them.</summary>
/// <remarks>DOTNET_EnableAVX512=0 and DOTNET_EnableAVX2=0 before <c>dotnet test</c> check the choice of the width itself.</remarks>
public static class VectorPaths
{
    internal static readonly int[] Supported = [.. new[] { 128, 256, 512 }.Where(VectorPath.Supports)];

    public static TheoryData<int> All => [.. Supported];
}
