using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu.Simd;

/// <summary>Which width of vectors a kernel uses. Tests force the narrower ones; everything else takes <see cref="Best"/>.</summary>
internal static class VectorPath
{
    /// <summary>The widest that this machine accelerates: 512, 256 or 128 bits. A constant to the JIT.</summary>
    /// <remarks>DOTNET_EnableAVX512=0 or DOTNET_EnableAVX2=0 in the environment hides the wider ones from a whole process.</remarks>
    public static int Best => Has512 ? 512 : Has256 ? 256 : 128;

    public static bool Has512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static bool Has256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Whether this machine can run the path at all.</summary>
    public static bool Supports(int bits) => bits switch { 512 => Has512, 256 => Has256, _ => true };
}
