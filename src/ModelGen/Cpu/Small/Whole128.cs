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
    public static Vector4x128 AddQuads(Vector4x128 sum, Vector4x128 numbers, sbyte* x)
    {
        Vector128<int> quad = Vector128.Create(*(int*)x);
        return new(AddQuads(sum.A, numbers.A, quad), AddQuads(sum.B, numbers.B, quad), AddQuads(sum.C, numbers.C, quad), AddQuads(sum.D, numbers.D, quad));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Close(Vector4x128 first, Vector4x128 second, Vector4x128 third, int offset)
        => new(Close(first.A, second.A, third.A, offset), Close(first.B, second.B, third.B, offset), Close(first.C, second.C, third.C, offset), Close(first.D, second.D, third.D, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector4x128 Load(float* source)
        => new(Vector128.Load((int*)source), Vector128.Load((int*)source + 4), Vector128.Load((int*)source + 8), Vector128.Load((int*)source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector4x128 sums, float factor, float* target)
    {
        (sums.A.AsSingle() * factor).Store(target);
        (sums.B.AsSingle() * factor).Store(target + 4);
        (sums.C.AsSingle() * factor).Store(target + 8);
        (sums.D.AsSingle() * factor).Store(target + 12);
    }

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

    // With SSSE3 two sums of 16 bits in each lane: at most 2 · 15 · 127, eight times.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> AddQuads(Vector128<int> sum, Vector128<int> numbers, Vector128<int> x)
    {
        if (Ssse3.IsSupported) return (sum.AsInt16() + Ssse3.MultiplyAddAdjacent(numbers.AsByte(), x.AsSByte())).AsInt32();
        if (Dp.IsSupported) return Dp.DotProduct(sum, numbers.AsSByte(), x.AsSByte());
        (Vector128<short> firstNumbers, Vector128<short> lastNumbers) = Vector128.Widen(numbers.AsSByte());
        (Vector128<short> first, Vector128<short> last) = Vector128.Widen(x.AsSByte());
        return sum + Neighbours(Pairs128.Products(firstNumbers.AsInt32(), first.AsInt32()), Pairs128.Products(lastNumbers.AsInt32(), last.AsInt32()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Close(Vector128<int> first, Vector128<int> second, Vector128<int> third, int offset)
        => (((Whole(first) << 7) + Whole(second)) << 7) + Whole(third) - Vector128.Create(offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Whole(Vector128<int> sum) => Ssse3.IsSupported ? Sse2.MultiplyAddAdjacent(sum.AsInt16(), Vector128<short>.One) : sum;

    /// <summary>Sums of neighbours: of a, then of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Neighbours(Vector128<int> a, Vector128<int> b) => Vector128.Narrow(a.AsInt64() + (a.AsInt64() >>> 32), b.AsInt64() + (b.AsInt64() >>> 32));
}
