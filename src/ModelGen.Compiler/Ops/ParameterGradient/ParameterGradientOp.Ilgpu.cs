using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.ParameterGradient;

public sealed partial class ParameterGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string sum = gpu.Gradient(node.Input(1));
        gpu.Call(node, "ElementwiseKernels.Add", sum, gpu.Use(node.Input(0)), sum, Count(node.Input(1)));
    }
}
