using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Ops that this target never meets: its source is the forward graph, and libtorch differentiates.</summary>
internal sealed partial class OpWriter
{
    public override void LinearBackwardInput(LinearBackwardInputOp op, Node node) => throw NotInForward(op);

    public override void LinearBackwardWeight(LinearBackwardWeightOp op, Node node) => throw NotInForward(op);

    public override void ActivationBackward(ActivationBackwardOp op, Node node) => throw NotInForward(op);

    public override void SlopedActivationBackward(SlopedActivationBackwardOp op, Node node) => throw NotInForward(op);

    public override void GatedSiluBackward(GatedSiluBackwardOp op, Node node) => throw NotInForward(op);

    public override void SoftmaxBackward(SoftmaxBackwardOp op, Node node) => throw NotInForward(op);

    public override void LogSoftmaxBackward(LogSoftmaxBackwardOp op, Node node) => throw NotInForward(op);

    public override void LayerNormBackward(LayerNormBackwardOp op, Node node) => throw NotInForward(op);

    public override void RmsNormBackward(RmsNormBackwardOp op, Node node) => throw NotInForward(op);

    public override void RotaryBackward(RotaryBackwardOp op, Node node) => throw NotInForward(op);

    public override void AttentionBackward(AttentionBackwardOp op, Node node) => throw NotInForward(op);

    public override void CachedAttention(CachedAttentionOp op, Node node) => throw NotInForward(op);

    public override void EmbeddingBackward(EmbeddingBackwardOp op, Node node) => throw NotInForward(op);

    public override void PositionBackward(PositionBackwardOp op, Node node) => throw NotInForward(op);

    public override void TakeFirstBackward(TakeFirstBackwardOp op, Node node) => throw NotInForward(op);

    public override void TakeLastBackward(TakeLastBackwardOp op, Node node) => throw NotInForward(op);

    public override void GlobalPoolBackward(GlobalPoolBackwardOp op, Node node) => throw NotInForward(op);

    public override void Conv2dBackwardInput(Conv2dBackwardInputOp op, Node node) => throw NotInForward(op);

    public override void Conv2dBackwardWeight(Conv2dBackwardWeightOp op, Node node) => throw NotInForward(op);

    public override void ConvTranspose2dBackwardInput(ConvTranspose2dBackwardInputOp op, Node node) => throw NotInForward(op);

    public override void ConvTranspose2dBackwardWeight(ConvTranspose2dBackwardWeightOp op, Node node) => throw NotInForward(op);

    public override void WindowPoolBackward(WindowPoolBackwardOp op, Node node) => throw NotInForward(op);

    public override void BatchNormPrediction(BatchNormPredictionOp op, Node node) => throw NotInForward(op);

    public override void BatchNormBackward(BatchNormBackwardOp op, Node node) => throw NotInForward(op);

    public override void GroupNormBackward(GroupNormBackwardOp op, Node node) => throw NotInForward(op);

    public override void UpsampleBackward(UpsampleBackwardOp op, Node node) => throw NotInForward(op);

    public override void RecurrentBackward(RecurrentBackwardOp op, Node node) => throw NotInForward(op);

    public override void RecurrentBackwardWeight(RecurrentBackwardWeightOp op, Node node) => throw NotInForward(op);

    public override void Slice(SliceOp op, Node node) => throw NotInForward(op);

    public override void Conv1dBackwardInput(Conv1dBackwardInputOp op, Node node) => throw NotInForward(op);

    public override void Conv1dBackwardWeight(Conv1dBackwardWeightOp op, Node node) => throw NotInForward(op);

    public override void TimePoolBackward(TimePoolBackwardOp op, Node node) => throw NotInForward(op);

    public override void RepeatBackward(RepeatBackwardOp op, Node node) => throw NotInForward(op);

    private static InvalidOperationException NotInForward(Op op) => new($"{op.Name} is no part of a forward pass");
}
