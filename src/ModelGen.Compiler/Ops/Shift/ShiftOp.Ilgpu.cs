using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Shift;

public sealed partial class ShiftOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(
            node,
            "IndexKernels.Shift",
            [gpu.Use(node.Input(0)), gpu.Use(node.Output), .. ReduceSizes.Of(node.Output.Type, Axis, 1).Sizes, Literals.Int(By), Literals.Float(Fill)]);
}
