using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Ops of the layers that <see cref="TorchLimits"/> refuses before anything is written.</summary>
internal sealed partial class OpWriter
{
    public override void Conv2d(Conv2dOp op, Node node) => throw Refused(op);

    public override void ConvTranspose2d(ConvTranspose2dOp op, Node node) => throw Refused(op);

    public override void WindowPool(WindowPoolOp op, Node node) => throw Refused(op);

    public override void BatchNorm(BatchNormOp op, Node node) => throw Refused(op);

    public override void GroupNorm(GroupNormOp op, Node node) => throw Refused(op);

    public override void Upsample(UpsampleOp op, Node node) => throw Refused(op);

    public override void Recurrent(RecurrentOp op, Node node) => throw Refused(op);

    public override void Concatenate(ConcatenateOp op, Node node) => throw Refused(op);

    public override void Conv1d(Conv1dOp op, Node node) => throw Refused(op);

    public override void TimePool(TimePoolOp op, Node node) => throw Refused(op);

    public override void WindowMask(WindowMaskOp op, Node node) => throw Refused(op);

    private static InvalidOperationException Refused(Op op) => new($"{op.Name} is not on this target");
}
