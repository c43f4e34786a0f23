using System;

namespace ModelGen.Cpu;

/// <summary>
/// What the build for tests has in other words: there, every span that a kernel gets and every thread's scratch memory ends at a page without access, and the parts of scratch memory have
/// guarded edges. tests/Fences makes that build out of the released assembly, by answering these two members itself.
/// </summary>
internal static unsafe class Fences
{
    /// <summary>A constant to the JIT: what stands behind it costs nothing.</summary>
    public static bool AreOn => false;

    /// <summary>Memory of at least so many floats.</summary>
    /// <returns>Its end, where a page without access begins.</returns>
    public static float* Reserve(long floats) => throw new InvalidOperationException($"{floats} floats behind a fence, without fences.");
}
