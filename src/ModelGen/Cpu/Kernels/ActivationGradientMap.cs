using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>dx = dy · f'(x).</summary>
internal readonly struct ActivationGradientMap<TActivation> : IMap2
    where TActivation : struct, IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Apply<T>(T dy, T x)
        where T : unmanaged, ILanes<T>
        => dy * T.Derivative<TActivation>(x);
}
