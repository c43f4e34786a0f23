using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.CumulativeSum;

public sealed partial class CumulativeSumOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ScanKernels.Sum", [cpu.Use(node.Input(0)), cpu.Use(node.Output), .. ReduceSizes.Of(node.Output.Type, Axis, 1).Sizes]);
}

public sealed partial class CumulativeSumGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) =>
        cpu.Call(node, "ScanKernels.SumFromEnd", [cpu.Use(node.Input(0)), cpu.Use(node.Output), .. ReduceSizes.Of(node.Output.Type, Axis, 1).Sizes]);
}
