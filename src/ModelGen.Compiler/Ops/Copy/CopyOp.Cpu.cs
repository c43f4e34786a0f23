using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Copy;

public sealed partial class CopyOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ElementwiseKernels.Copy", cpu.Use(node.Input(0)), cpu.Use(node.Output), Count(node.Output));
}
