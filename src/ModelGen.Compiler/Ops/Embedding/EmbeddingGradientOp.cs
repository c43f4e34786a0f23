using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Embedding;

/// <summary>Adds each row of dy into the rows of the tables' gradients that its token chose. Inputs: dy, ids, table, segments or null.</summary>
public sealed partial class EmbeddingGradientOp : GradientOp
{
    public override bool HasEffect => true;

    public override string Name => "embedding_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
