using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Cpu;

/// <summary>
/// Random numbers as a function of a key and an index: number i of a stream needs no number before it, so threads and repeated
/// passes agree on it without sharing state. Not for cryptography.
/// </summary>
/// <remarks>
/// 32-bit arithmetic only, so that vectors of any instruction set compute it: two rounds of the mixing function "lowbias32"
/// (Wellons 2018, hash-prospector), the key's halves added before each. Keys are spread first by SplitMix64 (Steele, Lea and Flood
/// 2014), so that keys 0, 1, 2... are as good as any.
/// </remarks>
public static class CounterRandom
{
    private const uint IndexStep = 0x9E3779B9u;
    private const uint UpperIndexStep = 0x85EBCA6Bu;

    /// <summary>32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(ulong key, ulong index)
    {
        ulong spread = Spread(key);
        return Hash((uint)spread, (uint)(spread >> 32) + ((uint)(index >> 32) * UpperIndexStep), (uint)index);
    }

    /// <summary>The key of a stream of its own: for the index-th parameter, layer or step.</summary>
    public static ulong Derive(ulong key, ulong index) => Spread(Spread(key) + index + 1);

    /// <summary>Uniform on [0, 1), a multiple of 2⁻²⁴.</summary>
    public static float Uniform(ulong key, ulong index) => (Hash(key, index) >> 8) * (1f / (1 << 24));

    /// <summary>Standard normal (Box and Muller 1958). Uses the stream's numbers 2·index and 2·index + 1.</summary>
    public static float Normal(ulong key, ulong index)
    {
        // 1 - u is in (0, 1]: its logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - (Hash(key, 2 * index) * (1.0 / (1UL << 32)))));
        double angle = 2 * Math.PI * (Hash(key, (2 * index) + 1) * (1.0 / (1UL << 32)));
        return (float)(radius * Math.Cos(angle));
    }

    /// <summary>
    /// The two words that <see cref="Hash(uint, uint, uint)"/> wants, for kernels that hash many indices with the same key: computed
    /// once for every 2³² indices (<paramref name="upperIndex"/> is the index's upper half).
    /// </summary>
    internal static (uint First, uint Second) Words(ulong key, uint upperIndex)
    {
        ulong spread = Spread(key);
        return ((uint)spread, (uint)(spread >> 32) + (upperIndex * UpperIndexStep));
    }

    /// <summary>What <see cref="Hash(ulong, ulong)"/> does after the key was spread; vector code repeats exactly this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Hash(uint first, uint second, uint index) => Mix(Mix((index * IndexStep) + first) + second);

    /// <summary>Vectors of <see cref="Hash(uint, uint, uint)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<uint> Hash(uint first, uint second, Vector128<uint> index)
        => Mix(Mix((index * IndexStep) + Vector128.Create(first)) + Vector128.Create(second));

    /// <inheritdoc cref="Hash(uint, uint, Vector128{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Hash(uint first, uint second, Vector256<uint> index)
        => Mix(Mix((index * IndexStep) + Vector256.Create(first)) + Vector256.Create(second));

    /// <inheritdoc cref="Hash(uint, uint, Vector128{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> Hash(uint first, uint second, Vector512<uint> index)
        => Mix(Mix((index * IndexStep) + Vector512.Create(first)) + Vector512.Create(second));

    private static ulong Spread(ulong key)
    {
        ulong z = key + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mix(Vector128<uint> x)
    {
        x = (x ^ (x >>> 16)) * 0x7FEB352Du;
        x = (x ^ (x >>> 15)) * 0x846CA68Bu;
        return x ^ (x >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> x)
    {
        x = (x ^ (x >>> 16)) * 0x7FEB352Du;
        x = (x ^ (x >>> 15)) * 0x846CA68Bu;
        return x ^ (x >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Mix(Vector512<uint> x)
    {
        x = (x ^ (x >>> 16)) * 0x7FEB352Du;
        x = (x ^ (x >>> 15)) * 0x846CA68Bu;
        return x ^ (x >>> 16);
    }
}
