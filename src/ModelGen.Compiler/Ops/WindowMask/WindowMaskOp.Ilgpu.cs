using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.WindowMask;

public sealed partial class WindowMaskOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "TimeWindowKernels.Mask", gpu.Use(node.Input(0)), gpu.Use(node.Output), Batch(node), Windows.IlgpuWindows(node.Input(0).Type, node.Output.Type));
}
