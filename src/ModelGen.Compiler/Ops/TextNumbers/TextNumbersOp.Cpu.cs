using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TextNumbers;

public sealed partial class TextNumbersOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Method.Call(Comment(node), "Cpu::SequenceKernels.TextNumbers", cpu.Use(node.Input(0)), Literals.Int(Separator), Literals.Int(Padding), cpu.Use(node.Output), Batch(node), Time(node));
}
