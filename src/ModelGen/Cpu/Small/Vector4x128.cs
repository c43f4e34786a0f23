using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Cpu.Small;

/// <summary>Four registers of four that stand for one of sixteen.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Vector4x128(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
{
    public readonly Vector128<int> A = a;
    public readonly Vector128<int> B = b;
    public readonly Vector128<int> C = c;
    public readonly Vector128<int> D = d;
}
