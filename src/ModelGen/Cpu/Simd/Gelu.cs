using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>x Φ(x), exact.</summary>
internal readonly struct Gelu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector half = TSimd.Multiply(x, TSimd.Create(0.5f));
        return TSimd.MultiplyAdd(half, SimdMath.Erf<TSimd, TVector>(TSimd.Multiply(x, TSimd.Create(0.70710678f))), half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // Φ(x) + x φ(x)
        TVector half = TSimd.Create(0.5f);
        TVector cumulative = TSimd.MultiplyAdd(half, SimdMath.Erf<TSimd, TVector>(TSimd.Multiply(x, TSimd.Create(0.70710678f))), half);
        TVector exponent = TSimd.Multiply(TSimd.Multiply(x, x), TSimd.Create(-0.5f));
        TVector density = TSimd.Multiply(TSimd.Create(0.39894228f), SimdMath.Exp<TSimd, TVector>(exponent));
        return TSimd.MultiplyAdd(x, density, cumulative);
    }
}
