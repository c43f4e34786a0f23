using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.BatchNorm;

public sealed partial class BatchNormOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "BatchNormKernels.Forward",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Input(3)), cpu.Use(node.Input(4)), cpu.Use(node.Output),
            cpu.Use(node.Outputs[1], "mean"), cpu.Use(node.Outputs[2], "inverseDeviation"), .. cpu.Channels(node.Output.Type),
            "momentum: " + Literals.Float(Momentum), "epsilon: " + Literals.Float(Epsilon), Frozen(node.Input(3)), .. cpu.Mask(node, 5),
        ]);

    // A layer whose statistics are frozen normalises with them while training too.
    internal static string Frozen(Value runningMean) => $"frozen: p.{runningMean.Parameter!.Member}.IsFrozen";
}

public sealed partial class BatchNormPredictionOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "BatchNormKernels.Predict",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Input(3)), cpu.Use(node.Input(4)), cpu.Use(node.Output),
            .. cpu.Channels(node.Output.Type), "epsilon: " + Literals.Float(Epsilon),
        ]);
}

public sealed partial class BatchNormGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "BatchNormKernels.Backward",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Input(4)), cpu.Use(node.Input(5)), cpu.Use(node.Output),
            cpu.Gradient(node.Input(2)), cpu.Gradient(node.Input(3)), .. cpu.Channels(node.Output.Type), BatchNormOp.Frozen(node.Input(6)), .. cpu.Mask(node, 7),
        ]);
}
