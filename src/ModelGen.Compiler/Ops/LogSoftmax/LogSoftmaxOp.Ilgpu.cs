using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.LogSoftmax;

public sealed partial class LogSoftmaxOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "LogSoftmaxKernels.Forward", gpu.Use(node.Input(0)), gpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}

public sealed partial class LogSoftmaxGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "LogSoftmaxKernels.Backward", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}
