using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

/// <summary>The sizes of a convolution of images; the names are those of the runtime's <c>ConvolutionShape</c>. <see cref="Kernel"/>, <see cref="Stride"/> and the paddings are of rows, and of columns where those are not given.</summary>
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
    private readonly long? _kernelWidth;
    private readonly long? _strideWidth;
    private readonly long? _paddingLeft;
    private readonly long? _paddingRight;

    public long KernelWidth { get => _kernelWidth ?? Kernel; init => _kernelWidth = value == Kernel ? null : value; }

    public long StrideWidth { get => _strideWidth ?? Stride; init => _strideWidth = value == Stride ? null : value; }

    public long PaddingLeft { get => _paddingLeft ?? Padding; init => _paddingLeft = value == Padding ? null : value; }

    public long PaddingRight { get => _paddingRight ?? EndPadding; init => _paddingRight = value == EndPadding ? null : value; }

    public bool IsSquare => KernelWidth == Kernel && StrideWidth == Stride && PaddingLeft == Padding && PaddingRight == EndPadding;

    /// <summary>Weights of one filter and one channel.</summary>
    public long Taps => Sizes.Product(Kernel, KernelWidth);

    public long OutHeight => Windows.Count(Height, Padding + EndPadding, Windows.Span(Kernel, Dilation), Stride);

    public long OutWidth => Windows.Count(Width, PaddingLeft + PaddingRight, Windows.Span(KernelWidth, Dilation), StrideWidth);

    public override string ToString() =>
        $"{Filters} x {Kernel} x {KernelWidth}"
        + (Stride == 1 && StrideWidth == 1 ? "" : $", stride = {Stride}" + (StrideWidth == Stride ? "" : $" x {StrideWidth}"))
        + (Padding == 0 && EndPadding == 0 && PaddingLeft == 0 && PaddingRight == 0 ? "" : ", padding = " + Ends(Padding, EndPadding) + (PaddingLeft == Padding && PaddingRight == EndPadding ? "" : " x " + Ends(PaddingLeft, PaddingRight)))
        + (Dilation == 1 ? "" : $", dilation = {Dilation}")
        + (Groups == 1 ? "" : $", groups = {Groups}");

    private static string Ends(long first, long last) => first == last ? $"{first}" : $"{first}..{last}";
}
