using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>Sixteen lanes in two registers: AVX2.</summary>
internal readonly unsafe struct Whole256 : IWholeSimd<Vector2x256>
{
    public static int Rows => 2;

    public static Vector2x256 Zero => Of(Vector256<int>.Zero, Vector256<int>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Widen(sbyte* source) => Of(Avx2.ConvertToVector256Int16(source).AsInt32(), Avx2.ConvertToVector256Int16(source + 16).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Pairs(Vector2x256 w, short* x)
        => Of(Avx2.MultiplyAddAdjacent(w.Lower.AsInt16(), Vector256.Load(x)), Avx2.MultiplyAddAdjacent(w.Upper.AsInt16(), Vector256.Load(x + 16)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Nibbles(byte* source, out Vector2x256 upper)
    {
        Vector256<byte> first = Vector256.Load(source), second = Vector256.Load(source + 32), mask = Vector256.Create((byte)15);
        upper = Of(((first.AsUInt16() >>> 4).AsByte() & mask).AsInt32(), ((second.AsUInt16() >>> 4).AsByte() & mask).AsInt32());
        return Of((first & mask).AsInt32(), (second & mask).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Quads(Vector2x256 lower, Vector2x256 upper, sbyte* x) => Of(Quads(lower.Lower.AsByte(), upper.Lower.AsByte(), x, 0), Quads(lower.Upper.AsByte(), upper.Upper.AsByte(), x, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Spread(float* source)
    {
        Vector256<float> four = Vector128.Load(source).ToVector256Unsafe();
        return new(Avx2.PermuteVar8x32(four, Vector256.Create(Vector128<int>.Zero, Vector128.Create(1))), Avx2.PermuteVar8x32(four, Vector256.Create(Vector128.Create(2), Vector128.Create(3))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Create(float value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Add(Vector2x256 a, Vector2x256 b) => Of(a.Lower.AsInt32() + b.Lower.AsInt32(), a.Upper.AsInt32() + b.Upper.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Join(Vector2x256 first, Vector2x256 second) => Of((first.Lower.AsInt32() << 7) + second.Lower.AsInt32(), (first.Upper.AsInt32() << 7) + second.Upper.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 AddScaled(Vector2x256 sum, Vector2x256 a, Vector2x256 scale)
        => new(sum.Lower + (Vector256.ConvertToSingle(a.Lower.AsInt32()) * scale.Lower), sum.Upper + (Vector256.ConvertToSingle(a.Upper.AsInt32()) * scale.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SumWhole(Vector2x256 a) => Vector256.Sum(a.Lower.AsInt32() + a.Upper.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector2x256 a) => Simd2x256.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Quads(Vector256<byte> lower, Vector256<byte> upper, sbyte* x, int half)
    {
        sbyte* at = x + (32 * half);
        Vector256<int> firsts = Avx2.MultiplyAddAdjacent(Digit(lower, upper, at), Vector256.Create((short)WholeRows.Base));
        Vector256<int> seconds = firsts + Avx2.MultiplyAddAdjacent(Digit(lower, upper, at + WholeRows.DigitBytes), Vector256<short>.One);
        return (seconds << 7) + Avx2.MultiplyAddAdjacent(Digit(lower, upper, at + (2 * WholeRows.DigitBytes)), Vector256<short>.One) - Vector256.Load((int*)(x + WholeRows.Offsets) + (8 * half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Digit(Vector256<byte> lower, Vector256<byte> upper, sbyte* x) => Avx2.MultiplyAddAdjacent(lower, Vector256.Load(x)) + Avx2.MultiplyAddAdjacent(upper, Vector256.Load(x + 64));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector2x256 Of(Vector256<int> lower, Vector256<int> upper) => new(lower.AsSingle(), upper.AsSingle());
}
