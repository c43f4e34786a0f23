using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Detach;

public sealed partial class DetachOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Method.Begin(Alias(node));
}
