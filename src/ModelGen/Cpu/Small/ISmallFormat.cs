using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

/// <summary>A format of small numbers as a type, so that the JIT compiles a kernel for each.</summary>
internal unsafe interface ISmallFormat
{
    /// <summary>The bytes of 32 numbers.</summary>
    static abstract int BlockBytes { get; }

    /// <summary>Of a block a vector of numbers from number <paramref name="i"/> on, below 16, and one from number 16 + <paramref name="i"/> on, without their scale.</summary>
    static abstract TVector Load<TSimd, TVector>(byte* block, int i, out TVector second)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}

/// <summary>A signed byte each.</summary>
internal readonly unsafe struct SmallInt8 : ISmallFormat
{
    public static int BlockBytes => SmallRows.Block;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(byte* block, int i, out TVector second)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        second = TSimd.LoadBytes((sbyte*)block + 16 + i);
        return TSimd.LoadBytes((sbyte*)block + i);
    }
}

/// <summary>Number i in the lower half of byte i, number 16 + i in its upper half, both with 8 added: the order of GGUF's Q4_0.</summary>
internal readonly unsafe struct SmallInt4 : ISmallFormat
{
    public static int BlockBytes => SmallRows.Block / 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(byte* block, int i, out TVector second)
        where TSimd : ISimd<TVector>
        where TVector : struct
        => TSimd.LoadNibbles(block + i, out second);
}

/// <summary>Two bytes each.</summary>
internal readonly unsafe struct SmallBFloat16 : ISmallFormat
{
    public static int BlockBytes => 2 * SmallRows.Block;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(byte* block, int i, out TVector second)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        second = TSimd.LoadBFloats((ushort*)block + 16 + i);
        return TSimd.LoadBFloats((ushort*)block + i);
    }
}
