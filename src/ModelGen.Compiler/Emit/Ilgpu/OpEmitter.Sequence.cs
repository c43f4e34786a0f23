using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Tokens, positions, attention, pools: what knows of a sequence.</content>
internal sealed partial class OpEmitter
{
    // FuseRotary leaves none.
    public override void Rotary(RotaryOp op, Node node) => throw new System.InvalidOperationException("A rotation stands apart from its attention");

    public override void RotaryBackward(RotaryBackwardOp op, Node node) => throw new System.InvalidOperationException("A rotation stands apart from its attention");

    public override void Embedding(EmbeddingOp op, Node node)
    {
        if (node.Has(3))
        {
            Call(
                node,
                "EmbeddingKernels.Segmented",
                [
                    method.Use(node.Input(0)), method.Use(node.Input(1)), Optional(node, 2), method.Use(node.Input(3)), method.Use(node.Output),
                    Literals.Int(Size(node.Input(1), 0)), "B", "T", Last(node.Output), Literals.Int(op.Padding),
                ]);
            return;
        }

        Call(
            node,
            "EmbeddingKernels.Forward",
            [method.Use(node.Input(0)), method.Use(node.Input(1)), Optional(node, 2), method.Use(node.Output), "B", "T", Last(node.Output), Literals.Int(op.Padding), .. Start(op.AtPosition)]);
    }

    public override void EmbeddingBackward(EmbeddingBackwardOp op, Node node)
    {
        (string vocabulary, string width, string padding) = (Literals.Int(Size(node.Input(2), 0)), Literals.Int(Size(node.Input(2), 1)), Literals.Int(op.Padding));
        Call(node, "EmbeddingKernels.Backward", method.Use(node.Input(1)), method.Use(node.Input(0)), Gradient(node.Input(2)), vocabulary, "B", "T", width, padding);
        if (node.Has(3))
        {
            Call(node, "EmbeddingKernels.SegmentBackward", method.Use(node.Input(1)), method.Use(node.Input(0)), Gradient(node.Input(3)), vocabulary, "B", "T", width, padding);
        }
    }

    public override void Position(PositionOp op, Node node) => Call(
        node,
        "EmbeddingKernels.Position",
        [method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), "B", "T", Last(node.Output), .. Start(op.AtPosition)]);

    public override void PositionBackward(PositionBackwardOp op, Node node) =>
        Call(node, "EmbeddingKernels.PositionBackward", method.Use(node.Input(0)), Gradient(node.Input(1)), "B", "T", Last(node.Input(0)));

    public override void Sinusoidal(SinusoidalOp op, Node node) => Call(
        node,
        "EmbeddingKernels.Sinusoidal",
        [method.Use(node.Input(0)), method.Use(node.Output), "B", "T", Last(node.Output), Literals.Int(method.Context), .. Start(op.AtPosition)]);

    public override void PaddingMask(PaddingMaskOp op, Node node) =>
        Call(node, "SequenceKernels.PaddingMask", method.Use(node.Input(0)), Literals.Int(op.Padding), method.Use(node.Output), Count(node.Output));

    public override void TakeFirst(TakeFirstOp op, Node node) =>
        Call(node, "SequenceKernels.TakeFirst", method.Use(node.Input(0)), Optional(node, 1), method.Use(node.Output), "B", "T", Last(node.Output));

    public override void TakeFirstBackward(TakeFirstBackwardOp op, Node node) =>
        Call(node, "SequenceKernels.TakeFirstBackward", method.Use(node.Input(0)), Optional(node, 1), method.Use(node.Output), "B", "T", Last(node.Output));

    public override void TakeLast(TakeLastOp op, Node node) =>
        Call(node, "SequenceKernels.TakeLast", method.Use(node.Input(0)), Optional(node, 1), method.Use(node.Output), "B", "T", Last(node.Output));

    public override void TakeLastBackward(TakeLastBackwardOp op, Node node) =>
        Call(node, "SequenceKernels.TakeLastBackward", method.Use(node.Input(0)), Optional(node, 1), method.Use(node.Output), "B", "T", Last(node.Output));

    public override void GlobalPool(GlobalPoolOp op, Node node) => Call(
        node,
        "PoolKernels." + (op.IsMax ? "Max" : "Mean"),
        [method.Use(node.Input(0)), Optional(node, 1), method.Use(node.Output), .. Pooled(node.Input(0).Type, node.Output)]);

    public override void GlobalPoolBackward(GlobalPoolBackwardOp op, Node node)
    {
        string[] x = op.IsMax ? [method.Use(node.Input(1))] : [];
        Call(
            node,
            $"PoolKernels.{(op.IsMax ? "Max" : "Mean")}Backward",
            [method.Use(node.Input(0)), .. x, Optional(node, 2), method.Use(node.Output), .. Pooled(op.Type, node.Input(0))]);
    }

    private static string[] Pooled(TensorType x, Value pooled) =>
        x.IsImage ? [Count(pooled), (x.Axes[2].Size * x.Axes[3].Size).ToString(), "1"] : ["B", "T", Last(pooled)];

    private static string[] Start(bool atPosition) => atPosition ? ["position"] : [];
}
