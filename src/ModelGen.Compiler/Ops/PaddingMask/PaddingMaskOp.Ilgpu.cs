using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.PaddingMask;

public sealed partial class PaddingMaskOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SequenceKernels.PaddingMask", gpu.Use(node.Input(0)), Literals.Int(Padding), gpu.Use(node.Output), Count(node.Output));
}
