using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

public sealed partial class MatMulOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "MatMulKernels.Multiply",
        [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. MatMulSizes.Of(node.Input(0).Type, node.Input(1).Type).Forward]);
}

public sealed partial class MatMulGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (string dy, string other) = (gpu.Use(node.Input(0)), gpu.Use(node.Input(1)));
        gpu.Call(
            node,
            "MatMulKernels.Multiply",
            IsFirst
                ? [dy, other, gpu.Use(node.Output), .. MatMulSizes.Of(Type, node.Input(1).Type).First]
                : [other, dy, gpu.Use(node.Output), .. MatMulSizes.Of(node.Input(1).Type, Type).Second]);
    }
}
