using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>1 / (1 + exp(-x)).</summary>
internal readonly struct Sigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => SimdMath.Sigmoid<TSimd, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector y = SimdMath.Sigmoid<TSimd, TVector>(x);
        return TSimd.NegateMultiplyAdd(y, y, y);
    }
}
