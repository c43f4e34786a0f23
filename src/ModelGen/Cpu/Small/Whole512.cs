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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Quads(Vector512<int> lower, Vector512<int> upper, sbyte* x)
    {
        Vector512<int> firsts = Avx512BW.MultiplyAddAdjacent(Digit(lower, upper, x), Vector512.Create((short)WholeRows.Base));
        Vector512<int> seconds = firsts + Avx512BW.MultiplyAddAdjacent(Digit(lower, upper, x + WholeRows.DigitBytes), Vector512<short>.One);
        return (seconds << 7) + Avx512BW.MultiplyAddAdjacent(Digit(lower, upper, x + (2 * WholeRows.DigitBytes)), Vector512<short>.One) - Vector512.Load((int*)(x + WholeRows.Offsets));
    }

    // The constant is written out: of its parts the JIT would put it together again for each block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Spread(float* source)
        => Avx512F.PermuteVar4x32(Avx512F.BroadcastVector128ToVector512(source), Vector512.Create(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3)).AsInt32();

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

    // Neighbours' products with one digit of x: at most 4 · 15 · 127, which 16 bits hold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Digit(Vector512<int> lower, Vector512<int> upper, sbyte* x)
        => Avx512BW.MultiplyAddAdjacent(lower.AsByte(), Vector512.Load(x)) + Avx512BW.MultiplyAddAdjacent(upper.AsByte(), Vector512.Load(x + 64));
}
