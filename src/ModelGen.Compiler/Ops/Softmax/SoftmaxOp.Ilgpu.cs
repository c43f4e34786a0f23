using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Softmax;

public sealed partial class SoftmaxOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SoftmaxKernels.Forward", gpu.Use(node.Input(0)), gpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}

public sealed partial class SoftmaxGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SoftmaxKernels.Backward", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}
