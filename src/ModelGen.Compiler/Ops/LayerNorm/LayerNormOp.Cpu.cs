using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.LayerNorm;

public sealed partial class LayerNormOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "NormKernels.LayerNorm",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.Use(node.Input(2)),
        cpu.Use(node.Output),
        cpu.Use(node.Outputs[1], "mean"),
        cpu.Use(node.Outputs[2], "inverseDeviation"),
        Rows(node.Output),
        Last(node.Output),
        "epsilon: " + Literals.Float(Epsilon));
}

public sealed partial class LayerNormGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "NormKernels.LayerNormBackward",
        cpu.Use(node.Input(0)),
        cpu.Use(node.Input(1)),
        cpu.Use(node.Input(2)),
        cpu.Use(node.Input(4)),
        cpu.Use(node.Input(5)),
        cpu.Use(node, 6, "residualGradient"),
        cpu.Use(node.Output),
        cpu.Gradient(node.Input(2)),
        cpu.Gradient(node.Input(3)),
        Rows(node.Output),
        Last(node.Output));
}
