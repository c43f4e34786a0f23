using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>Adds the row of a learned table at each position. Inputs: x [B, T, width], table [context, width].</summary>
public sealed class PositionOp(bool atPosition = false) : Op
{
    /// <summary>The first row stands at the decoder's position instead of 0.</summary>
    public bool AtPosition { get; } = atPosition;

    public override int MayOverwrite => 0;

    public override string Describe() => AtPosition ? "at position" : "";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        builder.AddNode(new PositionBackwardOp(), "none", outputGradient, node.Input(1));
        return [outputGradient, null];
    }
    public override string Name => "position";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.Position(this, node);
}
