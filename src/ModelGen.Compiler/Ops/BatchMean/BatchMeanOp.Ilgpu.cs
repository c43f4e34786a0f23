using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.BatchMean;

public sealed partial class BatchMeanOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        Value x = node.Input(0);
        gpu.Call(node, "ObjectiveKernels.Mean", gpu.Use(x), gpu.Optional(node, 1), gpu.Optional(node, 2), gpu.Use(node.Output), Count(x), GpuCalls.Each(x, 1), GpuCalls.Step(x, node, 2));
    }
}

public sealed partial class BatchMeanGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        Value x = node.Output;
        gpu.Call(node, "ObjectiveKernels.MeanBackward", gpu.Use(node.Input(0)), gpu.Optional(node, 2), gpu.Optional(node, 3), gpu.Use(x), Count(x), GpuCalls.Each(x, 1), GpuCalls.Step(x, node, 3));
    }
}
