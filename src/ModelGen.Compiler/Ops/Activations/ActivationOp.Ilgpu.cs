using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Activations;

public sealed partial class ActivationOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ElementwiseKernels.Activation", "Gpu::GpuMath." + Activation, gpu.Use(node.Input(0)), gpu.Use(node.Output), Count(node.Output));
}

public sealed partial class ActivationGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ElementwiseKernels.ActivationBackward", "Gpu::GpuMath." + Activation, gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), Count(node.Output));
}
