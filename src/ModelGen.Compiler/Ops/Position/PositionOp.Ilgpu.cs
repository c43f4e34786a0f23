using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Position;

public sealed partial class PositionOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "EmbeddingKernels.Position",
        [gpu.Use(node.Input(0)), gpu.Use(node.Input(1)), gpu.Use(node.Output), .. gpu.Steps(node, AtPosition), Last(node.Output), .. Offset == 0 ? gpu.Start(AtPosition) : [(AtPosition ? gpu.Method.Position + " + " : "") + Literals.Int(Offset)]]);
}

public sealed partial class PositionGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "EmbeddingKernels.PositionBackward", gpu.Use(node.Input(0)), gpu.Gradient(node.Input(1)), Batch(node), Time(node), Last(node.Input(0)), Literals.Int(Offset));
}
