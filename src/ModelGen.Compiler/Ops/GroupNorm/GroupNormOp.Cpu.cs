using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.GroupNorm;

public sealed partial class GroupNormOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "GroupNormKernels.Forward",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Output), cpu.Use(node.Outputs[1], "mean"),
            cpu.Use(node.Outputs[2], "inverseDeviation"), .. cpu.Channels(node.Output.Type), "groups: " + Literals.Int(Groups), "epsilon: " + Literals.Float(Epsilon),
        ]);
}

public sealed partial class GroupNormGradientOp : ICpuOp
{
    void ICpuOp.Emit(CpuCalls cpu, Node node) => cpu.Call(
        node,
        "GroupNormKernels.Backward",
        [
            cpu.Use(node.Input(0)), cpu.Use(node.Input(1)), cpu.Use(node.Input(2)), cpu.Use(node.Input(4)), cpu.Use(node.Input(5)), cpu.Use(node.Output),
            cpu.Gradient(node.Input(2)), cpu.Gradient(node.Input(3)), .. cpu.Channels(node.Output.Type), "groups: " + Literals.Int(Groups),
        ]);
}
