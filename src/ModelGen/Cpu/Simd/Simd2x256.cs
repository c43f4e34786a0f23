using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Cpu.Simd;

/// <summary>Sixteen floats on AVX2: every operation on both halves, and sums in the order of <see cref="Simd512"/>.</summary>
/// <remarks>
/// What adds up along a row takes this instead of <see cref="Simd256"/>, so that processors with AVX2 and with AVX-512 give the same bits, and so does a native binary for AVX2
/// (buildTransitive/ModelGen.NativeAot.targets). Kernels without such sums have no order that the width could change.
/// </remarks>
internal unsafe readonly struct Simd2x256 : ISimd<Vector2x256>
{
    private const int Half = 8;

    public static int Count => 2 * Half;

    public static Vector2x256 Zero => new(Vector256<float>.Zero, Vector256<float>.Zero);

    public static Vector2x256 Ramp => new(Simd256.Ramp, Simd256.Ramp + Vector256.Create((float)Half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Create(float value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Load(float* source) => new(Simd256.Load(source), Simd256.Load(source + Half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 LoadBytes(sbyte* source) => new(Simd256.LoadBytes(source), Simd256.LoadBytes(source + Half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 LoadBFloats(ushort* source) => new(Simd256.LoadBFloats(source), Simd256.LoadBFloats(source + Half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 LoadNibbles(byte* source, out Vector2x256 upper)
    {
        Vector256<float> first = Simd256.LoadNibbles(source, out Vector256<float> u), second = Simd256.LoadNibbles(source + Half, out Vector256<float> v);
        upper = new(u, v);
        return new(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector2x256 value, float* target)
    {
        Simd256.Store(value.Lower, target);
        Simd256.Store(value.Upper, target + Half);
    }

    /// <remarks>A masked load touches nothing where its mask is empty, and takes any count below 0 or above 8.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 LoadFirst(float* source, int count) => new(Simd256.LoadFirst(source, count), Simd256.LoadFirst(source + Half, count - Half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector2x256 value, float* target, int count)
    {
        Simd256.StoreFirst(value.Lower, target, count);
        Simd256.StoreFirst(value.Upper, target + Half, count - Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Add(Vector2x256 a, Vector2x256 b) => new(a.Lower + b.Lower, a.Upper + b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Subtract(Vector2x256 a, Vector2x256 b) => new(a.Lower - b.Lower, a.Upper - b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Multiply(Vector2x256 a, Vector2x256 b) => new(a.Lower * b.Lower, a.Upper * b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Divide(Vector2x256 a, Vector2x256 b) => new(a.Lower / b.Lower, a.Upper / b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 MultiplyAdd(Vector2x256 a, Vector2x256 b, Vector2x256 c)
        => new(Simd256.MultiplyAdd(a.Lower, b.Lower, c.Lower), Simd256.MultiplyAdd(a.Upper, b.Upper, c.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 NegateMultiplyAdd(Vector2x256 a, Vector2x256 b, Vector2x256 c)
        => new(Simd256.NegateMultiplyAdd(a.Lower, b.Lower, c.Lower), Simd256.NegateMultiplyAdd(a.Upper, b.Upper, c.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Max(Vector2x256 a, Vector2x256 b) => new(Simd256.Max(a.Lower, b.Lower), Simd256.Max(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 MaxOrNaN(Vector2x256 a, Vector2x256 b) => new(Simd256.MaxOrNaN(a.Lower, b.Lower), Simd256.MaxOrNaN(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Min(Vector2x256 a, Vector2x256 b) => new(Simd256.Min(a.Lower, b.Lower), Simd256.Min(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Abs(Vector2x256 a) => new(Simd256.Abs(a.Lower), Simd256.Abs(a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Negate(Vector2x256 a) => new(Simd256.Negate(a.Lower), Simd256.Negate(a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Sin(Vector2x256 a) => new(Simd256.Sin(a.Lower), Simd256.Sin(a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Cos(Vector2x256 a) => new(Simd256.Cos(a.Lower), Simd256.Cos(a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Sqrt(Vector2x256 a) => new(Simd256.Sqrt(a.Lower), Simd256.Sqrt(a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 SelectLess(Vector2x256 a, Vector2x256 b, Vector2x256 whenTrue, Vector2x256 whenFalse)
        => new(Simd256.SelectLess(a.Lower, b.Lower, whenTrue.Lower, whenFalse.Lower), Simd256.SelectLess(a.Upper, b.Upper, whenTrue.Upper, whenFalse.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 SelectAtMost(Vector2x256 a, Vector2x256 b, Vector2x256 whenTrue, Vector2x256 whenFalse)
        => new(Simd256.SelectAtMost(a.Lower, b.Lower, whenTrue.Lower, whenFalse.Lower), Simd256.SelectAtMost(a.Upper, b.Upper, whenTrue.Upper, whenFalse.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 CopySign(Vector2x256 magnitude, Vector2x256 sign)
        => new(Simd256.CopySign(magnitude.Lower, sign.Lower), Simd256.CopySign(magnitude.Upper, sign.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Scale(Vector2x256 value, Vector2x256 shifted) => new(Simd256.Scale(value.Lower, shifted.Lower), Simd256.Scale(value.Upper, shifted.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Log(Vector2x256 a) => new(Simd256.Log(a.Lower), Simd256.Log(a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Keep(Vector2x256 value, uint first, uint second, uint index, uint step, uint threshold)
        => new(Simd256.Keep(value.Lower, first, second, index, step, threshold), Simd256.Keep(value.Upper, first, second, index + (Half * step), step, threshold));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector2x256 a) => Simd256.Sum(a.Lower + a.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector2x256 a, Vector2x256 b, Vector2x256 c, Vector2x256 d)
    {
        Vector256<float> halves = Quarters(a.Lower, b.Lower, c.Lower, d.Lower) + Quarters(a.Upper, b.Upper, c.Upper, d.Upper);
        return halves.GetLower() + halves.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector2x256 a) => Simd256.Largest(Simd256.Max(a.Lower, a.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestOrNaN(Vector2x256 a) => Simd256.LargestOrNaN(Simd256.MaxOrNaN(a.Lower, a.Upper));

    /// <summary>Four sums of each 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quarters(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<float> ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b);
        Vector256<float> cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        return Avx.Shuffle(ab, cd, 0x44) + Avx.Shuffle(ab, cd, 0xEE);
    }
}
