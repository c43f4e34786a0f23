using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <content>What emitted expressions say of a register, a few instructions each.</content>
internal readonly unsafe partial struct Lanes<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Negate(Lanes<TSimd, TVector> a) => new(TSimd.Negate(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Square(Lanes<TSimd, TVector> a) => new(TSimd.Multiply(a._v, a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Sqrt(Lanes<TSimd, TVector> a) => new(TSimd.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Maximum(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.MaxOrNaN(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Minimum(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.Negate(TSimd.MaxOrNaN(TSimd.Negate(a._v), TSimd.Negate(b._v))));

    // The second of Min and Max is what a NaN of the data must be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Clamp(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> least, Lanes<TSimd, TVector> most) => new(TSimd.Min(most._v, TSimd.Max(least._v, a._v)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Less(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.SelectLess(a._v, b._v, TSimd.Create(1f), TSimd.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> AtMost(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.SelectAtMost(a._v, b._v, TSimd.Create(1f), TSimd.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Equal(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b)
        => new(TSimd.SelectAtMost(a._v, b._v, TSimd.SelectAtMost(b._v, a._v, TSimd.Create(1f), TSimd.Zero), TSimd.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Where(Lanes<TSimd, TVector> mask, Lanes<TSimd, TVector> yes, Lanes<TSimd, TVector> no) => new(TSimd.SelectLess(TSimd.Zero, mask._v, yes._v, no._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> ChooseLess(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b, Lanes<TSimd, TVector> yes, Lanes<TSimd, TVector> no) => new(TSimd.SelectLess(a._v, b._v, yes._v, no._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Relu(Lanes<TSimd, TVector> a) => Value<Relu>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> LeakyRelu(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> slope) => SelectLess(a, Of(0), a * slope, a);
}
