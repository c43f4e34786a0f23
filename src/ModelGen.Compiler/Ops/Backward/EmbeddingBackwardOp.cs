using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>Adds each row of dy into the rows of the tables' gradients that its token chose. Inputs: dy, ids, table, segments or null.</summary>
public sealed class EmbeddingBackwardOp(long padding) : Op
{
    /// <summary>The id that adds nothing, or -1.</summary>
    public long Padding { get; } = padding;

    public override string Describe() => Padding >= 0 ? $"padding = {Padding}" : "";

    public override bool HasEffect => true;

    public override string Name => "embedding_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];

    public override void Emit(Emitter emitter, Node node) => emitter.EmbeddingBackward(this, node);
}
