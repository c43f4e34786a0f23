using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Places;

public sealed partial class PlacesOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node)
    {
        string[] sizes = ReduceSizes.Of(Type, Axis, 1).Sizes;
        (sizes[0], sizes[1]) = gpu.Method.Steps(sizes[0], sizes[1], AtPosition);
        gpu.Call(node, "IndexKernels.Places", [gpu.Use(node.Output), .. sizes, .. gpu.Start(AtPosition)]);
    }
}
