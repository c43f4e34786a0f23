using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Dropout;

public sealed partial class DropoutOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(
        node,
        "ElementwiseKernels.Dropout",
        gpu.Use(node.Input(0)),
        gpu.Use(node.Output),
        Count(node.Output),
        Literals.Float(Rate),
        gpu.Key(Site));
}
