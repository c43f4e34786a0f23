using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu.Simd;

/// <summary>Which width of vectors a kernel uses. Tests force the narrower ones; everything else takes <see cref="Best"/>.</summary>
internal static class VectorPath
{
    /// <summary>The widest that this machine accelerates: 512, 256 or 128 bits. A constant to the JIT, and to the compiler of native binaries where it sees the bodies of these members.</summary>
    /// <remarks>DOTNET_EnableAVX512=0 or DOTNET_EnableAVX2=0 in the environment hides the wider ones from a whole process.</remarks>
    public static int Best
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Has512 ? 512 : Has256 ? 256 : 128;
    }

    public static bool Has512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;
    }

    public static bool Has256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;
    }

    /// <summary>The path to take where one is asked for: that one, and in a native binary always <see cref="Best"/>, a constant there, so that it holds no kernel for widths that it never uses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int path) => RuntimeFeature.IsDynamicCodeSupported ? path : Best;

    /// <summary>Whether this machine can run the path at all.</summary>
    public static bool Supports(int bits) => bits switch { 512 => Has512, 256 => Has256, _ => true };
}
