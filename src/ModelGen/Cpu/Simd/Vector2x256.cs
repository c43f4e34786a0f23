using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Cpu.Simd;

/// <summary>Two registers of eight floats that stand for one of sixteen.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Vector2x256(Vector256<float> lower, Vector256<float> upper)
{
    public readonly Vector256<float> Lower = lower;
    public readonly Vector256<float> Upper = upper;
}
