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
    public static Vector2x256 AddQuads(Vector2x256 sum, Vector2x256 numbers, sbyte* x)
    {
        Vector256<int> quad = Vector256.Create(*(int*)x);
        return Of(AddQuads(sum.Lower.AsInt32(), numbers.Lower.AsInt32(), quad), AddQuads(sum.Upper.AsInt32(), numbers.Upper.AsInt32(), quad));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Close(Vector2x256 first, Vector2x256 second, Vector2x256 third, int offset)
        => Of(Close(first.Lower.AsInt32(), second.Lower.AsInt32(), third.Lower.AsInt32(), offset), Close(first.Upper.AsInt32(), second.Upper.AsInt32(), third.Upper.AsInt32(), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2x256 Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector2x256 sums, float factor, float* target)
    {
        (sums.Lower * factor).Store(target);
        (sums.Upper * factor).Store(target + 8);
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

    // Pairs of products: at most 2 · 15 · 127, so 16 bits hold eight of them. With VNNI all four go into 32 bits at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> AddQuads(Vector256<int> sum, Vector256<int> numbers, Vector256<int> x) => AvxVnni.IsSupported
        ? AvxVnni.MultiplyWideningAndAdd(sum, numbers.AsByte(), x.AsSByte())
        : (sum.AsInt16() + Avx2.MultiplyAddAdjacent(numbers.AsByte(), x.AsSByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Close(Vector256<int> first, Vector256<int> second, Vector256<int> third, int offset)
    {
        if (AvxVnni.IsSupported) return (((first << 7) + second) << 7) + third - Vector256.Create(offset);
        Vector256<int> seconds = Avx2.MultiplyAddAdjacent(first.AsInt16(), Vector256.Create((short)WholeRows.Base)) + Avx2.MultiplyAddAdjacent(second.AsInt16(), Vector256<short>.One);
        return (seconds << 7) + Avx2.MultiplyAddAdjacent(third.AsInt16(), Vector256<short>.One) - Vector256.Create(offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector2x256 Of(Vector256<int> lower, Vector256<int> upper) => new(lower.AsSingle(), upper.AsSingle());
}
