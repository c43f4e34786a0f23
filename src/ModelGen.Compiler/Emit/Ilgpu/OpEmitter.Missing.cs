using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>Ops of the layers that <see cref="GpuSupport"/> refuses before anything is written.</summary>
internal sealed partial class OpEmitter
{
    public override void Conv2d(Conv2dOp op, Node node) => throw Refused(op);

    public override void Conv2dBackwardInput(Conv2dBackwardInputOp op, Node node) => throw Refused(op);

    public override void Conv2dBackwardWeight(Conv2dBackwardWeightOp op, Node node) => throw Refused(op);

    public override void ConvTranspose2d(ConvTranspose2dOp op, Node node) => throw Refused(op);

    public override void ConvTranspose2dBackwardInput(ConvTranspose2dBackwardInputOp op, Node node) => throw Refused(op);

    public override void ConvTranspose2dBackwardWeight(ConvTranspose2dBackwardWeightOp op, Node node) => throw Refused(op);

    public override void WindowPool(WindowPoolOp op, Node node) => throw Refused(op);

    public override void WindowPoolBackward(WindowPoolBackwardOp op, Node node) => throw Refused(op);

    private static InvalidOperationException Refused(Op op) => new($"{op.Name} is not on this target");
}
