using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>x sigmoid(x).</summary>
internal readonly struct Silu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => TSimd.Multiply(x, SimdMath.Sigmoid<TSimd, TVector>(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // s (1 + x (1 - s))
        TVector one = TSimd.Create(1f);
        TVector s = SimdMath.Sigmoid<TSimd, TVector>(x);
        return TSimd.Multiply(s, TSimd.MultiplyAdd(x, TSimd.Subtract(one, s), one));
    }
}
