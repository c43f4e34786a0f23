using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.GatedSilu;

public sealed partial class GatedSiluOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ElementwiseKernels.GatedSilu", gpu.Use(node.Input(0)), gpu.Use(node.Output), Rows(node.Output), Last(node.Output));
}

public sealed partial class GatedSiluGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ElementwiseKernels.GatedSiluBackward", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), Rows(node.Input(0)), Last(node.Input(0)));
}
