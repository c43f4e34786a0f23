using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

public sealed partial class ConvTranspose1dOp : IIlgpuOp
{
    // The transpose of a convolution is that convolution's backward pass, and the other way round.
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ConvolutionKernels.BackwardInput",
        gpu.Use(node.Input(0)),
        gpu.Use(node.Input(1)),
        gpu.Optional(node, 2),
        gpu.Use(node.Output),
        Batch(node),
        Windows.Ilgpu(node.Output.Type, node.Input(0).Type));
}

public sealed partial class ConvTranspose1dInputGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ConvolutionKernels.Forward",
        gpu.Use(node.Input(0)),
        gpu.Use(node.Input(1)),
        "device.Empty",
        gpu.Use(node.Output),
        Batch(node),
        Windows.Ilgpu(node.Input(0).Type, node.Output.Type));
}

public sealed partial class ConvTranspose1dWeightGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (Value dy, Value x) = (node.Input(0), node.Input(1));
        gpu.Call(
            node,
            "ConvolutionKernels.BackwardWeight",
            gpu.Use(x),
            gpu.Use(dy),
            gpu.Gradient(node.Input(2)),
            Batch(node),
            Windows.Ilgpu(dy.Type, x.Type));
        if (node.Has(3))
        {
            gpu.BiasGradient(dy, node.Input(3), Rows(dy), dy.Type.Last.Size.ToString(), "1");
        }
    }
}
