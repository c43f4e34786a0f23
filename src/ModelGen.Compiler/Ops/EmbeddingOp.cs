using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>
/// Rows of a table chosen by token ids, plus rows of a position table and of a table of two segments where there are any. Inputs: ids, table
/// [vocabulary, width], positions [context, width] or null, segments [2, width] or null. With segments, ids from the vocabulary's size on are
/// those of the second segment. Padding has a row of zeros, to which only a position is added.
/// </summary>
public sealed class EmbeddingOp(bool atPosition = false, long padding = -1) : Op
{
    /// <summary>The id that stands for padding, or -1.</summary>
    public long Padding { get; } = padding;

    /// <summary>The first row stands at the decoder's position instead of 0.</summary>
    public bool AtPosition { get; } = atPosition;

    public override string Describe() => AtPosition ? "at position" : Padding >= 0 ? $"padding = {Padding}" : "";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        builder.AddNode(new EmbeddingBackwardOp(Padding), "none", outputGradient, node.Input(0), node.Input(1), node.Inputs[3]);
        if (node.Has(2))
        {
            builder.AddNode(new PositionBackwardOp(), "none", outputGradient, node.Input(2));
        }

        return [null, null, null, null];
    }
    public override string Name => "embedding";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.F32([.. inputs[0]!.Type.Axes, Axis.Feature(inputs[1]!.Type.Axes[1].Size.Constant)])];

    public override void Emit(Emitter emitter, Node node) => emitter.Embedding(this, node);
}
