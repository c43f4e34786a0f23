using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.CumulativeSum;

public sealed partial class CumulativeSumOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ScanKernels.Sum", [gpu.Use(node.Input(0)), gpu.Use(node.Output), .. ReduceSizes.Of(node.Output.Type, Axis, 1).Sizes]);
}

public sealed partial class CumulativeSumGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "ScanKernels.SumFromEnd", [gpu.Use(node.Input(0)), gpu.Use(node.Output), .. ReduceSizes.Of(node.Output.Type, Axis, 1).Sizes]);
}
