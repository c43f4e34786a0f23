using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GroupNorm;

public sealed partial class GroupNormOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ChannelNormKernels.Groups",
        [
            gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Output), gpu.IfPlaced(node.Outputs[1]), gpu.IfPlaced(node.Outputs[2]),
            .. gpu.Channels(node.Output.Type), Literals.Int(Groups), Literals.Float(Epsilon),
        ]);
}

public sealed partial class GroupNormGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ChannelNormKernels.GroupsBackward",
        [
            gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Input(4)), gpu.Use(node.Input(5)), gpu.Use(node.Output),
            gpu.Gradient(node.Input(2)), gpu.Gradient(node.Input(3)), .. gpu.Channels(node.Output.Type), Literals.Int(Groups),
        ]);
}
