using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>log(1 + e to the x) = max(x, 0) + log(1 + e to the -|x|), which neither overflows nor loses digits.</summary>
internal readonly struct Softplus : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // log(1 + u), the rounding error of 1 + u undone by the quotient (Kahan); where 1 + u is 1, the answer is u.
        TVector one = TSimd.Create(1f);
        TVector u = SimdMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Zero, TSimd.Abs(x)));
        TVector w = TSimd.Add(one, u);
        TVector rounded = TSimd.Subtract(w, one);
        TVector log = TSimd.Divide(TSimd.Multiply(TSimd.Log(w), u), rounded);
        return TSimd.Add(TSimd.Max(TSimd.Zero, x), TSimd.SelectLess(TSimd.Zero, rounded, log, u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => SimdMath.Sigmoid<TSimd, TVector>(x);
}
