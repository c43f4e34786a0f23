using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowPool;

/// <summary>The sizes of square windows over planes; the names are those of the runtime's <c>WindowShape</c>.</summary>
public sealed partial record WindowSizes(long Height, long Width, long Size, long Stride, long Padding)
{
    public long OutHeight => Windows.Count(Height, 2 * Padding, Size, Stride);

    public long OutWidth => Windows.Count(Width, 2 * Padding, Size, Stride);

    public override string ToString() => $"{Size} x {Size}, stride = {Stride}" + (Padding == 0 ? "" : $", padding = {Padding}");
}
