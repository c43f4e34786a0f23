using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Position;

namespace ModelGen.Compiler.Ops.Embedding;

/// <summary>
/// Rows of a table chosen by token ids, plus rows of a position table and of a table of two segments where there are any. Inputs: ids, table
/// [vocabulary, width], positions [context, width] or null, segments [2, width] or null. With segments, ids from the vocabulary's size on are
/// those of the second segment. Padding has a row of zeros, to which only a position is added.
/// </summary>
public sealed partial class EmbeddingOp(bool atPosition = false, long padding = -1) : Op
{
    /// <summary>The id that stands for padding, or -1.</summary>
    public long Padding { get; } = padding;

    /// <summary>The first row stands at the decoder's position instead of 0.</summary>
    public bool AtPosition { get; } = atPosition;

    public override string Describe() => AtPosition ? "at position" : Padding >= 0 ? $"padding = {Padding}" : "";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        builder.AddNode(new EmbeddingGradientOp(Padding), "none", outputGradient, node.Input(0), node.Input(1), node.Inputs[3]);
        if (node.Has(2))
        {
            builder.AddNode(new PositionGradientOp(), "none", outputGradient, node.Input(2));
        }

        return [null, null, null, null];
    }

    public override string Name => "embedding";

    public override bool IsRowByRow => true;

    public override int MatrixInput => 1;

    public override Op Decoding(int slot) => new EmbeddingOp(atPosition: true);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType ids, TensorType table) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(ids.DType == DType.I32, inputs);
        return [TensorType.F32([.. ids.Axes, Axis.Feature(table.Extent(1))])];
    }
}
