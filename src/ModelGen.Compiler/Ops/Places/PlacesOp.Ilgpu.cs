using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Places;

public sealed partial class PlacesOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(node, "IndexKernels.Places", [gpu.Use(node.Output), .. ReduceSizes.Of(Type, Axis, 1).Sizes, .. gpu.Start(AtPosition)]);
}
