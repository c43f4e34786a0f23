using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.RandomModels.Running;

/// <summary>Widths of vectors, in bits: what the processor has, and how a process is kept from it.</summary>
internal static class Widths
{
    public static bool IsHere(int bits) => bits switch
    {
        512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        256 => Avx2.IsSupported,
        128 => true,
        _ => throw new ArgumentException($"There are no vectors of {bits} bits: 512, 256 or 128 is meant"),
    };

    /// <summary>The widest that the processor has.</summary>
    public static int Widest => IsHere(512) ? 512 : IsHere(256) ? 256 : 128;

    /// <summary>The environment of a process that uses no wider ones.</summary>
    public static void Allow(IDictionary<string, string?> environment, int bits)
    {
        if (bits < 512) environment["DOTNET_EnableAVX512"] = "0";
        if (bits < 256) environment["DOTNET_EnableAVX2"] = "0";
    }
}
