using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

public sealed partial class GatherOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "IndexKernels.Gather", [cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), .. GatherSizes.Of(node.Input(0).Type, node.Input(1).Type).Arguments]);
}

public sealed partial class GatherGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "IndexKernels.GatherBackward", [cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Output), .. GatherSizes.Of(Table, node.Input(1).Type).Arguments]);
}
