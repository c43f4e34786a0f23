using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Losses;

public abstract partial class LossOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => new GpuLoss(gpu, node, this, 0).Loss(node.Output);
}

public sealed partial class LossGradientOp : IIlgpuOp
{
    void IIlgpuOp.Emit(GpuCalls gpu, Node node) => new GpuLoss(gpu, node, Loss, 1).Gradient(node.Input(0), node.Output, Argument);
}
