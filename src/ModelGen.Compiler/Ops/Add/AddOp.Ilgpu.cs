using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Add;

public sealed partial class AddOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ElementwiseKernels.Add", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), Count(node.Output));
}
