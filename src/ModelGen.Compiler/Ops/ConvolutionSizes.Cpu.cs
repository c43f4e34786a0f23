using ModelGen.Compiler.Emit;

namespace ModelGen.Compiler.Ops;

public sealed partial record ConvolutionSizes
{
    /// <summary>The runtime's <c>ConvolutionShape</c>.</summary>
    internal string Cpu =>
        $"new({Literals.Int(Channels)}, {Literals.Int(Height)}, {Literals.Int(Width)}, Filters: {Literals.Int(Filters)}, Kernel: {Literals.Int(Kernel)}"
        + Literals.Option("Stride", Stride, 1)
        + Literals.Option("Padding", Padding, 0)
        + Literals.Option("EndPadding", EndPadding, 0)
        + Literals.Option("Dilation", Dilation, 1)
        + Literals.Option("Groups", Groups, 1)
        + Literals.Option("KernelWidth", KernelWidth, Kernel)
        + Literals.Option("StrideWidth", StrideWidth, Stride)
        + Literals.Option("PaddingLeft", PaddingLeft, Padding)
        + Literals.Option("PaddingRight", PaddingRight, EndPadding)
        + ")";
}
