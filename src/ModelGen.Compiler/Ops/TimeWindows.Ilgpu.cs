using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

public sealed partial record TimeWindows
{
    /// <summary>The support code's <c>ConvolutionShape</c> of a convolution from <paramref name="x"/> to <paramref name="y"/>.</summary>
    internal string Ilgpu(TensorType x, TensorType y) =>
        $"Gpu::ConvolutionShape.OverTime({x.Axes[1].Size}, {y.Axes[1].Size}, Channels: {x.Last.Size}, Filters: {Literals.Int(Filters)}, Kernel: {Literals.Int(Kernel)}"
        + Literals.Option("Stride", Stride, 1)
        + Literals.Option("Padding", Padding, 0)
        + Literals.Option("Dilation", Dilation, 1)
        + Literals.Option("Groups", Groups, 1)
        + ")";

    /// <summary>The same of a pool: <c>TimeShape</c>.</summary>
    internal string IlgpuPool(TensorType x, TensorType y) =>
        $"Gpu::TimeShape.Of({x.Axes[1].Size}, {y.Axes[1].Size}, {x.Last.Size}, Size: {Literals.Int(Kernel)}, Stride: {Literals.Int(Stride)}{Literals.Option("Padding", Padding, 0)})";

    /// <summary>The arguments of a convolution that say which steps are real, if not all are: the mask, and where windows begin.</summary>
    /// <param name="mask">The node's input that is the mask.</param>
    internal string[] IlgpuMask(GpuCalls gpu, Node node, int mask, TensorType x, TensorType y) => node.Has(mask)
        ? [gpu.Use(node.Input(mask)), $"Gpu::RealSteps.Find(device, {gpu.Use(node.Input(mask))}, {NodeText.Batch(node)}, {IlgpuWindows(x, y)})"]
        : [];

    /// <summary>How windows stand over sequences, as <c>RealSteps.Find</c> takes it.</summary>
    internal string IlgpuWindows(TensorType x, TensorType y) =>
        $"{x.Axes[1].Size}, {y.Axes[1].Size}, span: {Literals.Int(Span)}, stride: {Literals.Int(Stride)}, padding: {Literals.Int(Padding + EndPadding)}";
}
