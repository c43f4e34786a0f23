using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.ConvTranspose2d;

public sealed partial class ConvTranspose2dOp : IIlgpuOp
{
    // The transpose of a convolution is that convolution's backward pass, and the other way round.
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ConvolutionKernels.BackwardInput", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Optional(node, 2), gpu.Use(node.Output), Batch(node), Sizes.Ilgpu);
}

public sealed partial class ConvTranspose2dInputGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ConvolutionKernels.Forward", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), "device.Empty", gpu.Use(node.Output), Batch(node), Sizes.Ilgpu);
}

public sealed partial class ConvTranspose2dWeightGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        Value dy = node.Input(0);
        gpu.Call(node, "ConvolutionKernels.BackwardWeight", gpu.Use(node.Input(1)), gpu.Use(dy), gpu.Gradient(node.Input(2)), Batch(node), Sizes.Ilgpu);
        if (node.Has(3))
        {
            gpu.BiasGradient(dy, node.Input(3), Batch(node), Size(dy, 1), Area(dy.Type));
        }
    }
}
