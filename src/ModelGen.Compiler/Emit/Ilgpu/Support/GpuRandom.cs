using System;
using System.Runtime.CompilerServices;

namespace ModelGen.Gpu;

/// <summary>The library's counter generator (<c>ModelGen.Cpu.CounterRandom</c>) in kernels: the same key gives the same masks as on the CPU.</summary>
internal static class GpuRandom
{
    /// <summary>32 random bits of number <paramref name="index"/>; the key spread by <see cref="Spread"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(ulong spread, ulong index)
    {
        uint second = (uint)(spread >> 32) + ((uint)(index >> 32) * 0x85EBCA6Bu);
        return Mix(Mix(((uint)index * 0x9E3779B9u) + (uint)spread) + second);
    }

    /// <summary>A key as kernels want it, computed once on the host (SplitMix64; Steele, Lea and Flood 2014).</summary>
    public static ulong Spread(ulong key)
    {
        ulong z = key + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>An element is kept when its random bits are at least this.</summary>
    public static uint Threshold(float rate) => (uint)Math.Round(rate * 4294967296.0);

    /// <summary>What is kept is multiplied by this.</summary>
    public static float Scale(float rate) => (float)(1 / (1 - (double)rate));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }
}
