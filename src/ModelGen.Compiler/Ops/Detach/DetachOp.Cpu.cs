using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Detach;

public sealed partial class DetachOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Method.Begin(Alias(node));
}
