using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>Four pairs of <see cref="Pairs512"/>.</summary>
internal readonly unsafe struct Pairs128 : ITileSimd<Vector128<float>>
{
    public static int Count => 4;

    public static Vector128<float> Zero => Vector128<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Create(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, float* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => (a.AsInt32() + b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c)
        => (Products(a.AsInt32(), b.AsInt32()) + c.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ToFloats(Vector128<float> sum) => Vector128.ConvertToSingle(sum.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Products(Vector128<int> a, Vector128<int> b) => Sse2.IsSupported
        ? Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())
        : (((a << 16) >> 16) * ((b << 16) >> 16)) + ((a >> 16) * (b >> 16));
}
