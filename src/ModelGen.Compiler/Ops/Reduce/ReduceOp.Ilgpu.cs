using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

public sealed partial class ReduceOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ReduceKernels." + Kind,
        [gpu.Use(node.Input(0)), gpu.Optional(node, 1), gpu.Use(node.Output), .. ReduceSizes.Of(node.Input(0).Type, First, Axes).Texts(node.Has(1))]);
}

public sealed partial class ReduceGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] forward = node.Has(1) ? [gpu.Use(node.Input(1)), gpu.Use(node.Input(2))] : [];
        gpu.Call(
            node,
            $"ReduceKernels.{(node.Has(1) ? "Extreme" : Kind.ToString())}Backward",
            [gpu.Use(node.Input(0)), .. forward, gpu.Optional(node, 3), gpu.Use(node.Output), .. ReduceSizes.Of(Type, First, Axes).Texts(node.Has(3))]);
    }
}
