using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <content>Functions of emitted expressions that take tens of instructions.</content>
internal readonly unsafe partial struct Lanes<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Sin(Lanes<TSimd, TVector> a) => new(TSimd.Sin(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Cos(Lanes<TSimd, TVector> a) => new(TSimd.Cos(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Tanh(Lanes<TSimd, TVector> a) => new(SimdMath.Tanh<TSimd, TVector>(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Erf(Lanes<TSimd, TVector> a) => new(SimdMath.Erf<TSimd, TVector>(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> NormalCumulative(Lanes<TSimd, TVector> a) => Fma(Of(0.5f), new(SimdMath.Erf<TSimd, TVector>(TSimd.Multiply(a._v, TSimd.Create(0.70710678f)))), Of(0.5f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> NormalDensity(Lanes<TSimd, TVector> a) => Of(0.39894228f) * Exp(a * a * Of(-0.5f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Gelu(Lanes<TSimd, TVector> a) => Value<Gelu>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> GeluTanh(Lanes<TSimd, TVector> a) => Value<GeluTanh>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Silu(Lanes<TSimd, TVector> a) => Value<Silu>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Softplus(Lanes<TSimd, TVector> a) => Value<Softplus>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Relu6(Lanes<TSimd, TVector> a) => Clamp(a, Of(0), Of(6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> HardSwish(Lanes<TSimd, TVector> a) => a * Relu6(a + Of(3)) / Of(6);

    // e^x - 1 = tanh(x / 2) (e^x + 1) keeps its digits near 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Elu(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> alpha) => SelectLess(a, Of(0), Value<Tanh>(a * Of(0.5f)) * (Exp(a) + Of(1)) * alpha, a);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes<TSimd, TVector> Power(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> exponent)
    {
        float* lanes = stackalloc float[2 * Count];
        a.Store(lanes);
        exponent.Store(lanes + Count);
        for (int i = 0; i < Count; i++)
        {
            lanes[i] = MathF.Pow(lanes[i], lanes[Count + i]);
        }

        return Load(lanes);
    }
}
