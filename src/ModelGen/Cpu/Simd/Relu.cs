using System.Runtime.CompilerServices;

namespace ModelGen.Cpu.Simd;

/// <summary>max(x, 0); NaN stays NaN. The derivative at 0 is 0.</summary>
internal readonly struct Relu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => TSimd.Max(TSimd.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => TSimd.SelectLess(TSimd.Zero, x, TSimd.Create(1f), TSimd.Zero);
}
