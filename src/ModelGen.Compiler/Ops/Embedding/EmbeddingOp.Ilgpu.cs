using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Embedding;

public sealed partial class EmbeddingOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        if (node.Has(3))
        {
            gpu.Call(
                node,
                "EmbeddingKernels.Segmented",
                [
                    gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Optional(node, 2), gpu.Use(node.Input(3)), gpu.Use(node.Output),
                    Literals.Int(Extent(node.Input(1), 0)), Batch(node), Time(node), Last(node.Output), Literals.Int(Padding),
                ]);
            return;
        }

        gpu.Call(
            node,
            "EmbeddingKernels.Forward",
            [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Optional(node, 2), gpu.Use(node.Output), .. gpu.Steps(node, AtPosition), Last(node.Output), Literals.Int(Padding), .. gpu.Start(AtPosition)]);
    }
}

public sealed partial class EmbeddingGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        (string vocabulary, string width, string padding) = (Literals.Int(Extent(node.Input(2), 0)), Literals.Int(Extent(node.Input(2), 1)), Literals.Int(Padding));
        gpu.Call(node, "EmbeddingKernels.Backward", gpu.Use(node.Input(1)), gpu.Use(node.Input(0)), gpu.Gradient(node.Input(2)), vocabulary, Batch(node), Time(node), width, padding);
        if (node.Has(3))
        {
            gpu.Call(node, "EmbeddingKernels.SegmentBackward", gpu.Use(node.Input(1)), gpu.Use(node.Input(0)), gpu.Gradient(node.Input(3)), vocabulary, Batch(node), Time(node), width, padding);
        }
    }
}
