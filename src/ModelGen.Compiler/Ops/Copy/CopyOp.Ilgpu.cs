using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Copy;

public sealed partial class CopyOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ElementwiseKernels.Copy", gpu.Use(node.Input(0)), gpu.Use(node.Output), Count(node.Output));
}
