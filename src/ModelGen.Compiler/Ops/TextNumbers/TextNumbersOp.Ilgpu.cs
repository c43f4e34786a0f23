using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TextNumbers;

public sealed partial class TextNumbersOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SequenceKernels.TextNumbers", gpu.Use(node.Input(0)), Literals.Int(Separator), Literals.Int(Padding), gpu.Use(node.Output), Batch(node), Time(node));
}
