using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

public sealed partial class GatherOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "IndexKernels.Gather", [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. GatherSizes.Of(node.Input(0).Type, node.Input(1).Type).Arguments]);
}

public sealed partial class GatherGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "IndexKernels.GatherBackward", [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. GatherSizes.Of(Table, node.Input(1).Type).Arguments]);
}
