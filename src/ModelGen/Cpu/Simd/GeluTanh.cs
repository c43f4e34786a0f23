using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>x/2 (1 + tanh u) with u = √(2/π) (x + 0.044715 x³), which is x sigmoid(2u): one exp and one division.</summary>
internal readonly struct GeluTanh : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector square = TSimd.Multiply(x, x);
        TVector twice = TSimd.Multiply(x, TSimd.MultiplyAdd(square, TSimd.Create(0.071354816f), TSimd.Create(1.5957691f)));
        return TSimd.Multiply(x, SimdMath.Sigmoid<TSimd, TVector>(twice));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // s + x s (1 - s) (2u)'
        TVector one = TSimd.Create(1f);
        TVector square = TSimd.Multiply(x, x);
        TVector twice = TSimd.Multiply(x, TSimd.MultiplyAdd(square, TSimd.Create(0.071354816f), TSimd.Create(1.5957691f)));
        TVector slope = TSimd.MultiplyAdd(square, TSimd.Create(3 * 0.071354816f), TSimd.Create(1.5957691f));
        TVector s = SimdMath.Sigmoid<TSimd, TVector>(twice);
        TVector inner = TSimd.Multiply(TSimd.Multiply(x, slope), TSimd.Subtract(one, s));
        return TSimd.MultiplyAdd(s, inner, s);
    }
}
