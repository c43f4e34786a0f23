using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Dropout;

public sealed partial class DropoutOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "DropoutKernels.Apply",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Output),
        Count(node.Output),
        "rate: " + Literals.Float(Rate),
        "key: " + cpu.Key(Site));
}
