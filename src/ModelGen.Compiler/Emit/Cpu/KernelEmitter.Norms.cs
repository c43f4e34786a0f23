using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Cpu;

/// <content>Norms, over rows, the batch and groups of channels, and upsampling.</content>
internal sealed partial class KernelEmitter
{
    public override void LayerNorm(LayerNormOp op, Node node) => Call(
        node,
        "NormKernels.LayerNorm",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Input(2)),
        method.Use(node.Output),
        method.Use(node.Outputs[1], "mean"),
        method.Use(node.Outputs[2], "inverseDeviation"),
        Rows(node.Output),
        Last(node.Output),
        "epsilon: " + Literals.Float(op.Epsilon));

    public override void LayerNormBackward(LayerNormBackwardOp op, Node node) => Call(
        node,
        "NormKernels.LayerNormBackward",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Input(2)),
        method.Use(node.Input(4)),
        method.Use(node.Input(5)),
        method.Use(node, 6, "residualGradient"),
        method.Use(node.Output),
        Gradient(node.Input(2)),
        Gradient(node.Input(3)),
        Rows(node.Output),
        Last(node.Output));

    public override void RmsNorm(RmsNormOp op, Node node) => Call(
        node,
        "NormKernels.RmsNorm",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Output),
        method.Use(node.Outputs[1], "inverseRms"),
        Rows(node.Output),
        Last(node.Output),
        "epsilon: " + Literals.Float(op.Epsilon));

    public override void RmsNormBackward(RmsNormBackwardOp op, Node node) => Call(
        node,
        "NormKernels.RmsNormBackward",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        method.Use(node.Input(2)),
        method.Use(node.Input(3)),
        method.Use(node, 4, "residualGradient"),
        method.Use(node.Output),
        Gradient(node.Input(2)),
        Rows(node.Output),
        Last(node.Output));

    public override void BatchNorm(BatchNormOp op, Node node) => Call(
        node,
        "BatchNormKernels.Forward",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node.Input(3)), method.Use(node.Input(4)), method.Use(node.Output),
            method.Use(node.Outputs[1], "mean"), method.Use(node.Outputs[2], "inverseDeviation"), .. Channels(node.Output.Type),
            "momentum: " + Literals.Float(op.Momentum), "epsilon: " + Literals.Float(op.Epsilon), Frozen(node.Input(3)), .. Mask(node, 5),
        ]);

    public override void BatchNormPrediction(BatchNormPredictionOp op, Node node) => Call(
        node,
        "BatchNormKernels.Predict",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node.Input(3)), method.Use(node.Input(4)), method.Use(node.Output),
            .. Channels(node.Output.Type), "epsilon: " + Literals.Float(op.Epsilon),
        ]);

    public override void BatchNormBackward(BatchNormBackwardOp op, Node node) => Call(
        node,
        "BatchNormKernels.Backward",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node.Input(4)), method.Use(node.Input(5)), method.Use(node.Output),
            Gradient(node.Input(2)), Gradient(node.Input(3)), .. Channels(node.Output.Type), Frozen(node.Input(6)), .. Mask(node, 7),
        ]);

    public override void GroupNorm(GroupNormOp op, Node node) => Call(
        node,
        "GroupNormKernels.Forward",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node.Output), method.Use(node.Outputs[1], "mean"),
            method.Use(node.Outputs[2], "inverseDeviation"), .. Channels(node.Output.Type), "groups: " + Literals.Int(op.Groups), "epsilon: " + Literals.Float(op.Epsilon),
        ]);

    public override void GroupNormBackward(GroupNormBackwardOp op, Node node) => Call(
        node,
        "GroupNormKernels.Backward",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Input(2)), method.Use(node.Input(4)), method.Use(node.Input(5)), method.Use(node.Output),
            Gradient(node.Input(2)), Gradient(node.Input(3)), .. Channels(node.Output.Type), "groups: " + Literals.Int(op.Groups),
        ]);

    public override void Upsample(UpsampleOp op, Node node) => Call(
        node,
        "UpsampleKernels.Forward",
        [method.Use(node.Input(0)), method.Use(node.Output), Planes(node.Output), Size(node.Input(0), 2), Size(node.Input(0), 3), "factor: " + Literals.Int(op.Factor)]);

    public override void UpsampleBackward(UpsampleBackwardOp op, Node node) => Call(
        node,
        "UpsampleKernels.Backward",
        [method.Use(node.Input(0)), method.Use(node.Output), Planes(node.Output), Size(node.Output, 2), Size(node.Output, 3), "factor: " + Literals.Int(op.Factor)]);

    // A layer whose statistics are frozen normalises with them while training too.
    private static string Frozen(Value runningMean) => $"frozen: p.{runningMean.Parameter!.Member}.IsFrozen";

    // [outer, channels, inner]: the pixels of an image, one value of a feature.
    private static string[] Channels(TensorType type) => type.IsImage
        ? ["B", "channels: " + type.Axes[1].Size, "inner: " + Area(type)]
        : [type.Rows.ToString(), "channels: " + type.Last.Size, "inner: 1"];
}
