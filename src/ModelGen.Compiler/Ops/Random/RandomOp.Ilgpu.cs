using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.Random;

public sealed partial class RandomOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => gpu.Call(node, "RandomKernels." + (IsNormal ? "Normal" : "Uniform"), gpu.Use(node.Output), Count(node.Output), gpu.Key(Site));
}
