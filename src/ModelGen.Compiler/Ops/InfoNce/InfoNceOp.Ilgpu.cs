using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.InfoNce;

public sealed partial class InfoNceOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(node, "InfoNceKernels.Forward", [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. Rest(node.Input(0))]);
}

public sealed partial class InfoNceGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "InfoNceKernels.Backward",
        [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.IfPlaced(node.Outputs[0]), gpu.IfPlaced(node.Outputs[1]), .. Loss.Rest(node.Input(1))]);
}
