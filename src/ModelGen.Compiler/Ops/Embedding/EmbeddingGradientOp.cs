using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Embedding;

/// <summary>Adds each row of dy into the rows of the tables' gradients that its token chose. Inputs: dy, ids, table, segments or null.</summary>
public sealed partial class EmbeddingGradientOp(long padding) : GradientOp
{
    /// <summary>The id that adds nothing, or -1.</summary>
    public long Padding { get; } = padding;

    public override string Describe() => Padding >= 0 ? $"padding = {Padding}" : "";

    public override bool HasEffect => true;

    public override string Name => "embedding_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
