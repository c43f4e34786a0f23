using System;
using System.Numerics;

namespace ModelGen.Reports;

/// <summary>CRC-32C (Castagnoli) as TensorFlow's record files have it: masked, so that a checksum of data with checksums stays good.</summary>
internal static class Crc32C
{
    /// <summary>The masked checksum.</summary>
    public static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte value in data) crc = BitOperations.Crc32C(crc, value);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xA282EAD8u;
    }
}
