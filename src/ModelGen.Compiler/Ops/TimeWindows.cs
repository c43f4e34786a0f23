using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

/// <summary>Windows over time: of a convolution, or of a pool (no filters).</summary>
public sealed partial record TimeWindows(long Filters, long Kernel, long Stride, long Padding, long EndPadding, long Dilation = 1, long Groups = 1)
{
    /// <summary>Steps from a window's first to its last.</summary>
    public long Span => Windows.Span(Kernel, Dilation);

    /// <summary>The steps behind windows: their length is a symbol that the model declares, and how many there can be follows from those before.</summary>
    public Axis Over(Axis time, Axis steps) => steps with { Maximum = Windows.Count(time.Maximum, Padding + EndPadding, Span, Stride) };

    public override string ToString() =>
        (Filters > 0 ? $"{Filters} x {Kernel}" : $"{Kernel}")
        + $", stride = {Stride}"
        + (Padding == 0 && EndPadding == 0 ? "" : Padding == EndPadding ? $", padding = {Padding}" : $", padding = {Padding}..{EndPadding}")
        + (Dilation == 1 ? "" : $", dilation = {Dilation}")
        + (Groups == 1 ? "" : $", groups = {Groups}");
}
