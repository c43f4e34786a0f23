using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Numbers;

public sealed partial class NumbersOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(node, "IndexKernels.Numbers", gpu.Use(node.Input(0)), gpu.Use(node.Output), Count(node.Output));
}
