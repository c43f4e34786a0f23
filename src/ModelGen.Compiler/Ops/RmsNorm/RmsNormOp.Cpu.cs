using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.RmsNorm;

public sealed partial class RmsNormOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "NormKernels.RmsNorm",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.Use(node.Output),
        cpu.Use(node.Outputs[1], "inverseRms"),
        Rows(node.Output),
        Last(node.Output),
        "epsilon: " + Literals.Float(Epsilon));
}

public sealed partial class RmsNormGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "NormKernels.RmsNormBackward",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.Use(node.Input(2)),
        cpu.Use(node.Input(3)),
        cpu.Use(node, 4, "residualGradient"),
        cpu.Use(node.Output),
        cpu.Gradient(node.Input(2)),
        Rows(node.Output),
        Last(node.Output));
}
