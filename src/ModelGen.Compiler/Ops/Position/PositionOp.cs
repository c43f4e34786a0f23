using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Position;

/// <summary>Adds the row of a learned table at each position. Inputs: x [B, T, width], table [context, width].</summary>
public sealed partial class PositionOp(bool atPosition = false, long offset = 0) : Op
{
    /// <summary>The first row stands at the decoder's position instead of 0.</summary>
    public bool AtPosition { get; } = atPosition;

    /// <summary>The first position's row.</summary>
    public long Offset { get; } = offset;

    public override int MayOverwrite => 0;

    public override string Describe() => (AtPosition ? "at position" : "") + (Offset == 0 ? "" : (AtPosition ? ", " : "") + "offset = " + Number(Offset));

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        builder.AddNode(new PositionGradientOp(Offset), "none", outputGradient, node.Input(1));
        return [outputGradient, null];
    }

    public override string Name => "position";

    public override bool IsRowByRow => true;

    // Places are of the row, not of a text.
    public override bool KeepsTextsApart(Node node) => false;

    public override Op Decoding(int slot) => new PositionOp(atPosition: true, Offset);

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
