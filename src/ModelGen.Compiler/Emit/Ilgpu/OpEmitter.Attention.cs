using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Attention.</content>
internal sealed partial class OpEmitter
{
    public override void Attention(AttentionOp op, Node node) => throw new System.NotImplementedException();

    public override void AttentionBackward(AttentionBackwardOp op, Node node) => throw new System.NotImplementedException();

    public override void CachedAttention(CachedAttentionOp op, Node node) => throw new System.NotImplementedException();
}
