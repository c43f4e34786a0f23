using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Cosine;

public sealed partial class CosineOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "CosineKernels.Forward", gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), Count(node.Output), Last(node.Input(0)));
}

public sealed partial class CosineGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "CosineKernels.Backward",
        gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Outputs[0]), gpu.IsPlaced(node.Outputs[1]) ? gpu.Use(node.Outputs[1]) : "device.Empty", Count(node.Input(0)), Last(node.Input(1)));
}
