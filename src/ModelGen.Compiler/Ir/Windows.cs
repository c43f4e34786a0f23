using System;

namespace ModelGen.Compiler.Ir;

/// <summary>The catalogue's window arithmetic, which saturates instead of wrapping.</summary>
internal static class Windows
{
    /// <summary>Places from a window's first tap to its last.</summary>
    public static long Span(long kernel, long dilation) => Math.Min(Sizes.Product(kernel - 1, dilation), int.MaxValue) + 1;

    /// <summary>How many windows fit; 0 where not even one does.</summary>
    /// <param name="padding">At both ends together.</param>
    public static long Count(long size, long padding, long span, long stride) => size + padding < span ? 0 : ((size + padding - span) / stride) + 1;
}
