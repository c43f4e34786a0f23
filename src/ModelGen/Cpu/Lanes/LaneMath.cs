using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Loads and stores that know where a row ends, and what no activation needs.</summary>
internal static unsafe class LaneMath
{
    /// <summary>A register from a row that goes on for <paramref name="remaining"/> floats; lanes beyond its end are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<T>(float* source, int remaining)
        where T : unmanaged, ILanes<T>
        => remaining >= T.Count ? T.Load(source) : T.LoadFirst(source, remaining);

    /// <summary>Stores the lanes that lie in a row which goes on for <paramref name="remaining"/> floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T value, float* target, int remaining)
        where T : unmanaged, ILanes<T>
    {
        if (remaining >= T.Count) value.Store(target);
        else value.StoreFirst(target, remaining);
    }

    /// <summary>Puts <paramref name="other"/> into the lanes beyond the end of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fill<T>(T value, int remaining, float other)
        where T : unmanaged, ILanes<T>
        => remaining >= T.Count ? value : T.SelectLess(T.Ramp, T.Of(remaining), value, T.Of(other));

    /// <summary>log(1 + u) for u ≥ 0 with full relative accuracy for small u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogOnePlus<T>(T u)
        where T : unmanaged, ILanes<T>
    {
        // The rounding error of 1 + u is undone by the quotient (Kahan); where 1 + u is 1, the answer is u.
        T w = T.Of(1) + u;
        T rounded = w - T.Of(1);
        return T.SelectLess(T.Of(0), rounded, T.Log(w) * u / rounded, u);
    }
}
