using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Random;

public sealed partial class RandomOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(node, IsNormal ? "RandomKernels.Normal" : "RandomKernels.Uniform", cpu.Use(node.Output), Count(node.Output), "key: " + cpu.Key(Site));
}
