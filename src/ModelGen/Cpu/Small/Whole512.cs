using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>Sixteen lanes in one register: AVX-512 with 8 and 16 bits.</summary>
internal readonly unsafe struct Whole512 : IWholeSimd<Vector512<int>>
{
    public static int Rows => 4;

    public static Vector512<int> Zero => Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Widen(sbyte* source) => Avx512BW.ConvertToVector512Int16(Vector256.Load(source)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Pairs(Vector512<int> w, short* x) => Avx512BW.MultiplyAddAdjacent(w.AsInt16(), Vector512.Load(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Nibbles(byte* source, out Vector512<int> upper)
    {
        Vector512<byte> pairs = Vector512.Load(source), mask = Vector512.Create((byte)15);
        upper = ((pairs.AsUInt16() >>> 4).AsByte() & mask).AsInt32();
        return (pairs & mask).AsInt32();
    }

    // Pairs of products: at most 2 · 15 · 127, so 16 bits hold eight of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddQuads(Vector512<int> sum, Vector512<int> numbers, sbyte* x)
        => (sum.AsInt16() + Avx512BW.MultiplyAddAdjacent(numbers.AsByte(), Vector512.Create(*(int*)x).AsSByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Close(Vector512<int> first, Vector512<int> second, Vector512<int> third, int offset)
    {
        Vector512<int> seconds = Avx512BW.MultiplyAddAdjacent(first.AsInt16(), Vector512.Create((short)WholeRows.Base)) + Avx512BW.MultiplyAddAdjacent(second.AsInt16(), Vector512<short>.One);
        return (seconds << 7) + Avx512BW.MultiplyAddAdjacent(third.AsInt16(), Vector512<short>.One) - Vector512.Create(offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(float* source) => Vector512.Load(source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, float factor, float* target) => (sums.AsSingle() * factor).Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Create(float value) => Vector512.Create(value).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Join(Vector512<int> first, Vector512<int> second) => (first << 7) + second;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddScaled(Vector512<int> sum, Vector512<int> a, Vector512<int> scale) => (sum.AsSingle() + (Vector512.ConvertToSingle(a) * scale.AsSingle())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SumWhole(Vector512<int> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<int> a) => Simd512.Sum(a.AsSingle());
}
