using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.BatchMean;

public sealed partial class BatchMeanOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Method.Call(
        NodeText.Comment(node),
        $"{cpu.Use(node.Output)}[0] = Cpu::LossKernels.Mean",
        ["team", cpu.Use(node.Input(0)), Count(node.Input(0)), cpu.Method.Use(node, 1, "weights"), .. cpu.Mask(node, 2)]);
}

public sealed partial class BatchMeanGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "LossKernels.MeanGradient",
        [$"{cpu.Use(node.Input(0))}[0]", cpu.Use(node.Output), Count(node.Output), cpu.Method.Use(node, 2, "weights"), .. cpu.Mask(node, 3)]);
}
