using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Ops without a kernel: <see cref="GpuSupport"/> has refused their layers before anything is emitted.</content>
internal sealed partial class OpEmitter
{
    public override void Conv2d(Conv2dOp op, Node node) => throw Without(op);

    public override void Conv2dBackwardInput(Conv2dBackwardInputOp op, Node node) => throw Without(op);

    public override void Conv2dBackwardWeight(Conv2dBackwardWeightOp op, Node node) => throw Without(op);

    public override void ConvTranspose2d(ConvTranspose2dOp op, Node node) => throw Without(op);

    public override void ConvTranspose2dBackwardInput(ConvTranspose2dBackwardInputOp op, Node node) => throw Without(op);

    public override void ConvTranspose2dBackwardWeight(ConvTranspose2dBackwardWeightOp op, Node node) => throw Without(op);

    public override void WindowPool(WindowPoolOp op, Node node) => throw Without(op);

    public override void WindowPoolBackward(WindowPoolBackwardOp op, Node node) => throw Without(op);

    public override void BatchNorm(BatchNormOp op, Node node) => throw Without(op);

    public override void BatchNormPrediction(BatchNormPredictionOp op, Node node) => throw Without(op);

    public override void BatchNormBackward(BatchNormBackwardOp op, Node node) => throw Without(op);

    public override void GroupNorm(GroupNormOp op, Node node) => throw Without(op);

    public override void GroupNormBackward(GroupNormBackwardOp op, Node node) => throw Without(op);

    public override void Upsample(UpsampleOp op, Node node) => throw Without(op);

    public override void UpsampleBackward(UpsampleBackwardOp op, Node node) => throw Without(op);

    public override void Recurrent(RecurrentOp op, Node node) => throw Without(op);

    public override void RecurrentBackward(RecurrentBackwardOp op, Node node) => throw Without(op);

    public override void RecurrentBackwardWeight(RecurrentBackwardWeightOp op, Node node) => throw Without(op);

    public override void Concatenate(ConcatenateOp op, Node node) => throw Without(op);

    public override void Slice(SliceOp op, Node node) => throw Without(op);

    public override void Conv1d(Conv1dOp op, Node node) => throw Without(op);

    public override void Conv1dBackwardInput(Conv1dBackwardInputOp op, Node node) => throw Without(op);

    public override void Conv1dBackwardWeight(Conv1dBackwardWeightOp op, Node node) => throw Without(op);

    public override void TimePool(TimePoolOp op, Node node) => throw Without(op);

    public override void TimePoolBackward(TimePoolBackwardOp op, Node node) => throw Without(op);

    public override void WindowMask(WindowMaskOp op, Node node) => throw Without(op);

    private static InvalidOperationException Without(Op op) => new($"There is no kernel for {op.Name}, and its layer was not refused");
}
