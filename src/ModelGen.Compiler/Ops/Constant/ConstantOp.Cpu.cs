using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Constant;

public sealed partial class ConstantOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(node, "ElementwiseKernels.Copy", Literals.List(Values), cpu.Use(node.Output), Count(node.Output));
}
