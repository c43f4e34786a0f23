using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Numbers;

public sealed partial class NumbersOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Method.Call(NodeText.Comment(node), "Cpu::IndexKernels.Numbers", cpu.Use(node.Input(0)), cpu.Use(node.Output));
}
