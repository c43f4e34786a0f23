using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The graph of prediction: dropout is the identity, batch normalisation uses what it saw in training.</summary>
internal static class StripTraining
{
    public static Graph Run(Graph graph) => new GraphRewriter((op, inputs, rewriter) =>
        op.Prediction is not { } prediction ? rewriter.Replace(inputs[0]!) : prediction == op ? rewriter.Keep() : rewriter.Add(prediction, [.. inputs.Take(op.PredictionInputs)])).Run(graph);
}
