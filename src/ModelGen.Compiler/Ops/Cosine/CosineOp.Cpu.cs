using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Cosine;

public sealed partial class CosineOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "CosineKernels.Forward", cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), Count(node.Output), Last(node.Input(0)));
}

public sealed partial class CosineGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "CosineKernels.Backward",
        cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Outputs[0]), cpu.Use(node.Outputs[1], "db"), Count(node.Input(0)), Last(node.Input(1)));
}
