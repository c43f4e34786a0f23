using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Pad2d;

public sealed partial class Pad2dOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node)
    {
        string y = cpu.Use(node.Output);
        cpu.Method.Call("zeros around", "Cpu::MoveKernels.Clear", y);
        cpu.Move(NodeText.Comment(node), cpu.Use(node.Input(0)), y, Move(node));
    }
}
