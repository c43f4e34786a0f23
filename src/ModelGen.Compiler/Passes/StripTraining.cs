using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Passes;

/// <summary>The graph of prediction: dropout is the identity, batch normalisation uses what it saw in training.</summary>
internal static class StripTraining
{
    public static Graph Run(Graph graph) => new GraphRewriter((op, inputs, rewriter) => op switch
    {
        DropoutOp => rewriter.Replace(inputs[0]!),
        BatchNormOp norm => rewriter.Add(new BatchNormPredictionOp(norm.Epsilon), [.. inputs.Take(5)]),
        AttentionOp { Dropout: > 0 } attention => rewriter.Add(new AttentionOp(attention.Heads, attention.Causal, rotaryBase: attention.RotaryBase)),
        _ => rewriter.Keep(),
    }).Run(graph);
}
