using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>y = f(x).</summary>
internal readonly struct ActivationMap<TActivation> : IMap
    where TActivation : struct, IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Apply<T>(T x)
        where T : unmanaged, ILanes<T>
        => T.Value<TActivation>(x);
}
