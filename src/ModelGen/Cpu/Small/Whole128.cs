using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>Sixteen lanes in four registers: every machine, with the products of bytes that x86 (SSSE3) and Arm (Dp) have.</summary>
internal readonly unsafe struct Whole128 : IWholeSimd<Vector4x128>
{
    public static int Rows => 1;

    public static Vector4x128 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Widen(sbyte* source)
    {
        (Vector128<short> a, Vector128<short> b) = Vector128.Widen(Vector128.Load(source));
        (Vector128<short> c, Vector128<short> d) = Vector128.Widen(Vector128.Load(source + 16));
        return new(a.AsInt32(), b.AsInt32(), c.AsInt32(), d.AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Pairs(Vector4x128 w, short* x) => new(Pairs(w.A, x), Pairs(w.B, x + 8), Pairs(w.C, x + 16), Pairs(w.D, x + 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Nibbles(byte* source, out Vector4x128 upper)
    {
        Vector128<byte> a = Vector128.Load(source), b = Vector128.Load(source + 16), c = Vector128.Load(source + 32), d = Vector128.Load(source + 48), mask = Vector128.Create((byte)15);
        upper = new((a >>> 4).AsInt32(), (b >>> 4).AsInt32(), (c >>> 4).AsInt32(), (d >>> 4).AsInt32());
        return new((a & mask).AsInt32(), (b & mask).AsInt32(), (c & mask).AsInt32(), (d & mask).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Quads(Vector4x128 lower, Vector4x128 upper, sbyte* x)
        => new(Quads(lower.A, upper.A, x, 0), Quads(lower.B, upper.B, x, 1), Quads(lower.C, upper.C, x, 2), Quads(lower.D, upper.D, x, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Spread(float* source)
        => new(Vector128.Create(source[0]).AsInt32(), Vector128.Create(source[1]).AsInt32(), Vector128.Create(source[2]).AsInt32(), Vector128.Create(source[3]).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Create(float value)
    {
        Vector128<int> all = Vector128.Create(value).AsInt32();
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Add(Vector4x128 a, Vector4x128 b) => new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Join(Vector4x128 first, Vector4x128 second) => new((first.A << 7) + second.A, (first.B << 7) + second.B, (first.C << 7) + second.C, (first.D << 7) + second.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 AddScaled(Vector4x128 sum, Vector4x128 a, Vector4x128 scale)
        => new(AddScaled(sum.A, a.A, scale.A), AddScaled(sum.B, a.B, scale.B), AddScaled(sum.C, a.C, scale.C), AddScaled(sum.D, a.D, scale.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SumWhole(Vector4x128 a) => Vector128.Sum((a.A + a.C) + (a.B + a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector4x128 a) => Simd128.Sum((a.A.AsSingle() + a.C.AsSingle()) + (a.B.AsSingle() + a.D.AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pairs(Vector128<int> w, short* x) => Pairs128.Products(w, Vector128.Load(x).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> AddScaled(Vector128<int> sum, Vector128<int> a, Vector128<int> scale) => (sum.AsSingle() + (Vector128.ConvertToSingle(a) * scale.AsSingle())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Quads(Vector128<int> lower, Vector128<int> upper, sbyte* x, int block)
    {
        sbyte* at = x + (16 * block);
        Vector128<int> seconds = (Digit(lower, upper, at) * WholeRows.Base) + Digit(lower, upper, at + WholeRows.DigitBytes);
        return (seconds << 7) + Digit(lower, upper, at + (2 * WholeRows.DigitBytes)) - Vector128.Load((int*)(x + WholeRows.Offsets) + (4 * block));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Digit(Vector128<int> lower, Vector128<int> upper, sbyte* x) => Quads(lower.AsByte(), x) + Quads(upper.AsByte(), x + 64);

    /// <summary>Lane i is the sum of four products of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Quads(Vector128<byte> numbers, sbyte* x)
    {
        if (Ssse3.IsSupported) return Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(numbers, Vector128.Load(x)), Vector128<short>.One);
        if (Dp.IsSupported) return Dp.DotProduct(Vector128<int>.Zero, numbers.AsSByte(), Vector128.Load(x));
        (Vector128<short> firstNumbers, Vector128<short> lastNumbers) = Vector128.Widen(numbers.AsSByte());
        (Vector128<short> first, Vector128<short> last) = Vector128.Widen(Vector128.Load(x));
        return WholeRows.Neighbours(Pairs128.Products(firstNumbers.AsInt32(), first.AsInt32()), Pairs128.Products(lastNumbers.AsInt32(), last.AsInt32()));
    }
}
