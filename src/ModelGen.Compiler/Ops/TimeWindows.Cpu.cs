using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

public sealed partial record TimeWindows
{
    /// <summary>The runtime's shape of a convolution over <paramref name="x"/>. A padded sequence that is shorter than a window counts as zeros up to it.</summary>
    internal string Cpu(TensorType x, bool isPadded) =>
        $"new({x.Axes[1].Size}, {x.Last.Size}, Filters: {Literals.Int(Filters)}, Kernel: {Literals.Int(Kernel)}"
        + Literals.Option("Stride", Stride, 1)
        + Literals.Option("Padding", Padding, 0)
        + (isPadded && Span - Padding - EndPadding > 1
            ? $", EndPadding: global::System.Math.Max({Literals.Int(EndPadding)}, {Literals.Int(Span - Padding)} - {x.Axes[1].Size})"
            : Literals.Option("EndPadding", EndPadding, 0))
        + Literals.Option("Dilation", Dilation, 1)
        + Literals.Option("Groups", Groups, 1)
        + ")";

    /// <summary>The arguments of a pool from <paramref name="x"/> to <paramref name="y"/>.</summary>
    internal string[] CpuPool(TensorType x, TensorType y) =>
    [
        x.Axes[1].Size.ToString(), "windows: " + y.Axes[1].Size, "width: " + x.Last.Size, "size: " + Literals.Int(Kernel), "stride: " + Literals.Int(Stride),
        "padding: " + Literals.Int(Padding),
    ];
}
