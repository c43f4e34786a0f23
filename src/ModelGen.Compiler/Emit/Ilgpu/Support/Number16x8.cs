using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Eight 16-bit numbers that a kernel loads as one, two to a word, the first in the lower half.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Number16x8
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;

    /// <summary>The sum of the products with eight 32-bit numbers, plus <paramref name="sum"/>.</summary>
    /// <param name="brain">A constant: bfloat16; otherwise binary16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(Number16x8 a, Float4 left, Float4 right, bool brain, float sum)
    {
        sum = (Low(a.Y, brain) * left.Z) + ((High(a.X, brain) * left.Y) + ((Low(a.X, brain) * left.X) + sum));
        sum = (Low(a.Z, brain) * right.X) + ((High(a.Y, brain) * left.W) + sum);
        return (High(a.W, brain) * right.W) + ((Low(a.W, brain) * right.Z) + ((High(a.Z, brain) * right.Y) + sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Low(uint pair, bool brain) => brain ? Interop.IntAsFloat(pair << 16) : Half(pair & 0xFFFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float High(uint pair, bool brain) => brain ? Interop.IntAsFloat(pair & 0xFFFF0000) : Half(pair >> 16);

    // Exponent and fraction where 32 bits have them, then the difference of the biases, 2^112. Weights are finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Half(uint bits) => Interop.IntAsFloat(((bits & 0x8000) << 16) | ((bits & 0x7FFF) << 13)) * 5.192297e33f;
}
