using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.RmsNorm;

public sealed partial class RmsNormOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] statistics = gpu.IsPlaced(node.Outputs[1]) ? [gpu.Use(node.Outputs[1])] : [];
        gpu.Call(node, "NormKernels.RmsNorm",
        [
            gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. statistics, Rows(node.Output), Last(node.Output), Literals.Float(Epsilon),
        ]);
    }
}

public sealed partial class RmsNormGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "NormKernels.RmsNormBackward",
        gpu.Use(node.Input(0)),
        gpu.Use(node.Input(1)),
        gpu.Use(node.Input(2)),
        gpu.Use(node.Input(3)),
        gpu.Optional(node, 4),
        gpu.Use(node.Output),
        gpu.Gradient(node.Input(2)),
        Rows(node.Output),
        Last(node.Output));
}
