using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit;

/// <summary>A target: one method per op, so that a new op does not build until every target says what it makes of it.</summary>
public abstract class Emitter
{
    public abstract void Linear(LinearOp op, Node node);

    public abstract void LinearBackwardInput(LinearBackwardInputOp op, Node node);

    public abstract void LinearBackwardWeight(LinearBackwardWeightOp op, Node node);

    public abstract void Activation(ActivationOp op, Node node);

    public abstract void ActivationBackward(ActivationBackwardOp op, Node node);

    public abstract void SlopedActivation(SlopedActivationOp op, Node node);

    public abstract void SlopedActivationBackward(SlopedActivationBackwardOp op, Node node);

    public abstract void Add(AddOp op, Node node);

    public abstract void GatedSilu(GatedSiluOp op, Node node);

    public abstract void GatedSiluBackward(GatedSiluBackwardOp op, Node node);

    public abstract void Softmax(SoftmaxOp op, Node node);

    public abstract void SoftmaxBackward(SoftmaxBackwardOp op, Node node);

    public abstract void LogSoftmax(LogSoftmaxOp op, Node node);

    public abstract void LogSoftmaxBackward(LogSoftmaxBackwardOp op, Node node);

    public abstract void LayerNorm(LayerNormOp op, Node node);

    public abstract void LayerNormBackward(LayerNormBackwardOp op, Node node);

    public abstract void RmsNorm(RmsNormOp op, Node node);

    public abstract void RmsNormBackward(RmsNormBackwardOp op, Node node);

    public abstract void Rotary(RotaryOp op, Node node);

    public abstract void RotaryBackward(RotaryBackwardOp op, Node node);

    public abstract void Attention(AttentionOp op, Node node);

    public abstract void AttentionBackward(AttentionBackwardOp op, Node node);

    public abstract void CachedAttention(CachedAttentionOp op, Node node);

    public abstract void Embedding(EmbeddingOp op, Node node);

    public abstract void EmbeddingBackward(EmbeddingBackwardOp op, Node node);

    public abstract void Position(PositionOp op, Node node);

    public abstract void PositionBackward(PositionBackwardOp op, Node node);

    public abstract void Sinusoidal(SinusoidalOp op, Node node);

    public abstract void PaddingMask(PaddingMaskOp op, Node node);

    public abstract void TakeFirst(TakeFirstOp op, Node node);

    public abstract void TakeFirstBackward(TakeFirstBackwardOp op, Node node);

    public abstract void TakeLast(TakeLastOp op, Node node);

    public abstract void TakeLastBackward(TakeLastBackwardOp op, Node node);

    public abstract void GlobalPool(GlobalPoolOp op, Node node);

    public abstract void GlobalPoolBackward(GlobalPoolBackwardOp op, Node node);

    public abstract void Conv2d(Conv2dOp op, Node node);

    public abstract void Conv2dBackwardInput(Conv2dBackwardInputOp op, Node node);

    public abstract void Conv2dBackwardWeight(Conv2dBackwardWeightOp op, Node node);

    public abstract void ConvTranspose2d(ConvTranspose2dOp op, Node node);

    public abstract void ConvTranspose2dBackwardInput(ConvTranspose2dBackwardInputOp op, Node node);

    public abstract void ConvTranspose2dBackwardWeight(ConvTranspose2dBackwardWeightOp op, Node node);

    public abstract void WindowPool(WindowPoolOp op, Node node);

    public abstract void WindowPoolBackward(WindowPoolBackwardOp op, Node node);

    public abstract void BatchNorm(BatchNormOp op, Node node);

    public abstract void BatchNormPrediction(BatchNormPredictionOp op, Node node);

    public abstract void BatchNormBackward(BatchNormBackwardOp op, Node node);

    public abstract void GroupNorm(GroupNormOp op, Node node);

    public abstract void GroupNormBackward(GroupNormBackwardOp op, Node node);

    public abstract void Upsample(UpsampleOp op, Node node);

    public abstract void UpsampleBackward(UpsampleBackwardOp op, Node node);

    public abstract void Recurrent(RecurrentOp op, Node node);

    public abstract void RecurrentBackward(RecurrentBackwardOp op, Node node);

    public abstract void RecurrentBackwardWeight(RecurrentBackwardWeightOp op, Node node);

    public abstract void Concatenate(ConcatenateOp op, Node node);

    public abstract void Slice(SliceOp op, Node node);

    public abstract void Conv1d(Conv1dOp op, Node node);

    public abstract void Conv1dBackwardInput(Conv1dBackwardInputOp op, Node node);

    public abstract void Conv1dBackwardWeight(Conv1dBackwardWeightOp op, Node node);

    public abstract void TimePool(TimePoolOp op, Node node);

    public abstract void TimePoolBackward(TimePoolBackwardOp op, Node node);

    public abstract void WindowMask(WindowMaskOp op, Node node);

    public abstract void Dropout(DropoutOp op, Node node);

    public abstract void Copy(CopyOp op, Node node);

    public abstract void Reshape(ReshapeOp op, Node node);

    public abstract void Repeat(RepeatOp op, Node node);

    public abstract void RepeatBackward(RepeatBackwardOp op, Node node);
}
