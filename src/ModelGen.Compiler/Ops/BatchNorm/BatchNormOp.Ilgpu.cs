using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchNorm;

public sealed partial class BatchNormOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ChannelNormKernels.Batch",
        [
            gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Input(3)), gpu.Use(node.Input(4)), gpu.Use(node.Output), gpu.IfPlaced(node.Outputs[1]), gpu.IfPlaced(node.Outputs[2]),
            gpu.Optional(node, 5), .. gpu.Channels(node.Output.Type), GpuFrozen(node.Input(3)), Literals.Float(Momentum), Literals.Float(Epsilon),
        ]);

    internal static string GpuFrozen(Value runningMean) => $"p.{runningMean.Parameter!.Member}.IsFrozen";
}

public sealed partial class BatchNormPredictionOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ChannelNormKernels.BatchPrediction",
        [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Input(3)), gpu.Use(node.Input(4)), gpu.Use(node.Output), .. gpu.Channels(node.Output.Type), Literals.Float(Epsilon)]);
}

public sealed partial class BatchNormGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ChannelNormKernels.BatchBackward",
        [
            gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Input(4)), gpu.Use(node.Input(5)), gpu.Optional(node, 7), gpu.Use(node.Output),
            gpu.Gradient(node.Input(2)), gpu.Gradient(node.Input(3)), .. gpu.Channels(node.Output.Type), BatchNormOp.GpuFrozen(node.Input(6)),
        ]);
}
