using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Sinusoidal;

public sealed partial class SinusoidalOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "PositionKernels.Sinusoidal",
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), .. cpu.Steps(node, AtPosition), Last(node.Output), .. cpu.Start(AtPosition)]);
}
