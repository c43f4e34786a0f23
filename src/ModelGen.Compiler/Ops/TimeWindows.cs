namespace ModelGen.Compiler.Ops;

/// <summary>Windows over time: of a convolution, or of a pool (no filters).</summary>
public sealed record TimeWindows(long Filters, long Kernel, long Stride, long Padding, long EndPadding, long Dilation = 1, long Groups = 1)
{
    /// <summary>Steps from a window's first to its last.</summary>
    public long Span => Windows.Span(Kernel, Dilation);

    public override string ToString() =>
        (Filters > 0 ? $"{Filters} x {Kernel}" : $"{Kernel}")
        + $", stride = {Stride}"
        + (Padding == 0 && EndPadding == 0 ? "" : Padding == EndPadding ? $", padding = {Padding}" : $", padding = {Padding}..{EndPadding}")
        + (Dilation == 1 ? "" : $", dilation = {Dilation}")
        + (Groups == 1 ? "" : $", groups = {Groups}");
}
