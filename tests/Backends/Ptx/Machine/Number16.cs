using System;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>binary16 and bfloat16.</summary>
internal static class Number16
{
    public static float Wide(ushort bits, bool brain) => brain ? BitConverter.UInt32BitsToSingle((uint)bits << 16) : (float)BitConverter.UInt16BitsToHalf(bits);

    /// <summary>To nearest, ties to even.</summary>
    public static ushort Narrow(float value, bool brain)
    {
        if (!brain)
        {
            return BitConverter.HalfToUInt16Bits((Half)value);
        }

        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
