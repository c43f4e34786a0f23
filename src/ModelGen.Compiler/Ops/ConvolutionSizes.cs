using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

/// <summary>The sizes of a convolution of images with square filters; the names are those of the runtime's <c>ConvolutionShape</c>.</summary>
public sealed partial record ConvolutionSizes(
    long Channels,
    long Height,
    long Width,
    long Filters,
    long Kernel,
    long Stride = 1,
    long Padding = 0,
    long EndPadding = 0,
    long Dilation = 1,
    long Groups = 1)
{
    public long OutHeight => Windows.Count(Height, Padding + EndPadding, Windows.Span(Kernel, Dilation), Stride);

    public long OutWidth => Windows.Count(Width, Padding + EndPadding, Windows.Span(Kernel, Dilation), Stride);

    public override string ToString() =>
        $"{Filters} x {Kernel} x {Kernel}"
        + (Stride == 1 ? "" : $", stride = {Stride}")
        + (Padding == 0 && EndPadding == 0 ? "" : Padding == EndPadding ? $", padding = {Padding}" : $", padding = {Padding}..{EndPadding}")
        + (Dilation == 1 ? "" : $", dilation = {Dilation}")
        + (Groups == 1 ? "" : $", groups = {Groups}");
}
