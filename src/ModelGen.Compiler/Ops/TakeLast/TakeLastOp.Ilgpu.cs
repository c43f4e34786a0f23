using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TakeLast;

public sealed partial class TakeLastOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SequenceKernels.TakeLast", gpu.Use(node.Input(0)), gpu.Optional(node, 1), gpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}

public sealed partial class TakeLastGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SequenceKernels.TakeLastBackward", gpu.Use(node.Input(0)), gpu.Optional(node, 1), gpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}
