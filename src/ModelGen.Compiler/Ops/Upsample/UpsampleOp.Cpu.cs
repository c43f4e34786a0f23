using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Upsample;

public sealed partial class UpsampleOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "UpsampleKernels.Forward",
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), Planes(node.Output), Size(node.Input(0), 2), Size(node.Input(0), 3), "factor: " + Literals.Int(Factor)]);
}

public sealed partial class UpsampleGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "UpsampleKernels.Backward",
        [cpu.Use(node.Input(0)), cpu.Use(node.Output), Planes(node.Output), Size(node.Output, 2), Size(node.Output, 3), "factor: " + Literals.Int(Factor)]);
}
