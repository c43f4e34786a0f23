using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Expand;

public sealed partial class ExpandOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Move(NodeText.Comment(node), cpu.Use(node.Input(0)), cpu.Use(node.Output), Move(node));
}
