using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>tanh(x).</summary>
internal readonly struct Tanh : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => SimdMath.Tanh<TSimd, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector y = SimdMath.Tanh<TSimd, TVector>(x);
        return TSimd.NegateMultiplyAdd(y, y, TSimd.Create(1f));
    }
}
