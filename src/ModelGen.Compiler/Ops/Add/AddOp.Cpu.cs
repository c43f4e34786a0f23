using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Add;

public sealed partial class AddOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ElementwiseKernels.Add", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Count(node.Output));
}
