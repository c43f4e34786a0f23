using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.PaddingMask;

public sealed partial class PaddingMaskOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Method.Call(NodeText.Comment(node), "Cpu::SequenceKernels.PaddingMask", cpu.Use(node.Input(0)), Literals.Int(Padding), cpu.Use(node.Output));
}
