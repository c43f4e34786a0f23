using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;
using static ModelGen.Compiler.Emit.Passes.NodeText;

namespace ModelGen.Compiler.Ops.TakeFirst;

public sealed partial class TakeFirstOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SequenceKernels.TakeFirst", gpu.Use(node.Input(0)), gpu.Optional(node, 1), gpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}

public sealed partial class TakeFirstGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) =>
        gpu.Call(node, "SequenceKernels.TakeFirstBackward", gpu.Use(node.Input(0)), gpu.Optional(node, 1), gpu.Use(node.Output), Batch(node), Time(node), Last(node.Output));
}
