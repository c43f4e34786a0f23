using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>A register of one width: the operators for the operations of <typeparamref name="TSimd"/>.</summary>
internal readonly unsafe partial struct Lanes<TSimd, TVector> : ILanes<Lanes<TSimd, TVector>>
    where TSimd : unmanaged, ISimd<TVector>
    where TVector : unmanaged
{
    private readonly TVector _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(TVector v) => _v = v;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSimd.Count;
    }

    public static Lanes<TSimd, TVector> Ramp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TSimd.Ramp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Of(float value) => new(TSimd.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Load(float* source) => new(TSimd.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> LoadFirst(float* source, int count) => new(TSimd.LoadFirst(source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => TSimd.Store(_v, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreFirst(float* target, int count) => TSimd.StoreFirst(_v, target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator +(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.Add(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator -(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.Subtract(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator *(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.Multiply(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator /(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.Divide(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Fma(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b, Lanes<TSimd, TVector> c) => new(TSimd.MultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Max(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.Max(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> MaxOrNaN(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) => new(TSimd.MaxOrNaN(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Abs(Lanes<TSimd, TVector> a) => new(TSimd.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> SelectLess(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b, Lanes<TSimd, TVector> yes, Lanes<TSimd, TVector> no) => new(TSimd.SelectLess(a._v, b._v, yes._v, no._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Exp(Lanes<TSimd, TVector> a) => new(SimdMath.Exp<TSimd, TVector>(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Log(Lanes<TSimd, TVector> a) => new(TSimd.Log(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Sigmoid(Lanes<TSimd, TVector> a) => new(SimdMath.Sigmoid<TSimd, TVector>(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Value<TActivation>(Lanes<TSimd, TVector> a)
        where TActivation : struct, IActivation
        => new(TActivation.Value<TSimd, TVector>(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Derivative<TActivation>(Lanes<TSimd, TVector> a)
        where TActivation : struct, IActivation
        => new(TActivation.Derivative<TSimd, TVector>(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Keep(Lanes<TSimd, TVector> value, uint first, uint second, uint index, uint step, uint threshold)
        => new(TSimd.Keep(value._v, first, second, index, step, threshold));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes<TSimd, TVector> a) => TSimd.Sum(a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Lanes<TSimd, TVector> a) => TSimd.Largest(a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestOrNaN(Lanes<TSimd, TVector> a) => TSimd.LargestOrNaN(a._v);
}
