using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Slice;

public sealed partial class SliceOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "ColumnKernels.Slice",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Output),
        Rows(node.Output),
        Last(node.Input(0)),
        "start: " + Literals.Int(Start),
        Last(node.Output));
}
