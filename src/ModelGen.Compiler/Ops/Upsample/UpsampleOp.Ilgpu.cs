using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Upsample;

public sealed partial class UpsampleOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "WindowPoolKernels.Upsample",
        gpu.Use(node.Input(0)), gpu.Use(node.Output), Planes(node.Output), Size(node.Input(0), 2), Size(node.Input(0), 3), Literals.Int(Factor));
}

public sealed partial class UpsampleGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "WindowPoolKernels.UpsampleBackward",
        gpu.Use(node.Input(0)), gpu.Use(node.Output), Planes(node.Output), Size(node.Output, 2), Size(node.Output, 3), Literals.Int(Factor));
}
