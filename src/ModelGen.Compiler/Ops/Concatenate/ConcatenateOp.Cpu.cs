using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Concatenate;

public sealed partial class ConcatenateOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "ColumnKernels.Concatenate",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.Use(node.Output),
        Rows(node.Output),
        Last(node.Input(0)),
        Last(node.Input(1)));
}
