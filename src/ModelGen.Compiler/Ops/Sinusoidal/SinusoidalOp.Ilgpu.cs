using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Sinusoidal;

public sealed partial class SinusoidalOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "EmbeddingKernels.Sinusoidal",
        [gpu.Use(node.Input(0)), gpu.Use(node.Output), .. gpu.Steps(node, AtPosition), Last(node.Output), Literals.Int(gpu.Positions(node.Input(0))), .. gpu.Start(AtPosition)]);
}
