using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.LayerNorm;

public sealed partial class LayerNormOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] statistics = gpu.IsPlaced(node.Outputs[1]) ? [gpu.Use(node.Outputs[1]), gpu.Use(node.Outputs[2])] : [];
        gpu.Call(node, "NormKernels.LayerNorm",
        [
            gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Input(2)), gpu.Use(node.Output), .. statistics,
            Rows(node.Output), Last(node.Output), Literals.Float(Epsilon),
        ]);
    }
}

public sealed partial class LayerNormGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "NormKernels.LayerNormBackward",
        gpu.Use(node.Input(0)),
        gpu.Use(node.Input(1)),
        gpu.Use(node.Input(2)),
        gpu.Use(node.Input(4)),
        gpu.Use(node.Input(5)),
        gpu.Optional(node, 6),
        gpu.Use(node.Output),
        gpu.Gradient(node.Input(2)),
        gpu.Gradient(node.Input(3)),
        Rows(node.Output),
        Last(node.Output));
}
