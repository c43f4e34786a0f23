using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The graph of prediction: dropout is the identity, batch normalisation uses what it saw in training.</summary>
internal static class StripTraining
{
    public static Graph Run(Graph graph) => new GraphRewriter((op, inputs, rewriter) =>
    {
        (Op? prediction, IReadOnlyList<Value?> own) = op.Prediction(inputs);
        return prediction is null ? rewriter.Replace(own[0]!) : rewriter.Add(prediction, [.. own]);
    }).Run(graph);
}
