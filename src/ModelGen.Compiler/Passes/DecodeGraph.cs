using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.TakeLast;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The graph of token-by-token generation: attention over a key-value cache, positions counted from where the cache ends, and
/// only the last token's row once nothing mixes rows any more.
/// </summary>
internal static class DecodeGraph
{
    /// <returns>Null when the model cannot be decoded: it does not map tokens to the logits of the next one at each step, looks ahead, or needs a cache that one array cannot hold.</returns>
    public static Graph? Run(LoweredModel model, Graph prediction)
    {
        bool causal = model.Inputs.Count == 1
            && prediction.Outputs.Count == 1
            && model.Inputs[0].IsTokens
            && model.Inputs[0] is { Padding: < 0, HasSegments: false }
            && prediction.Outputs[0].Type.HasTime
            && prediction.Outputs[0].Type.Last.Size.Constant == model.Inputs[0].Vocabulary // a row is the next token's logits
            && prediction.WithCallees().All(graph => graph.Nodes.All(node => node.Op.IsRowByRow));
        return causal && Rewrite(prediction) is { } decoding && CacheSizes.Total(decoding, model.Inputs[0].Context) <= PlannedModel.ArrayLimit ? decoding : null;
    }

    private static Graph Rewrite(Graph prediction)
    {
        Node? narrow = NarrowAfter(prediction);
        Graph decoding = new GraphRewriter((op, inputs, rewriter) =>
        {
            // A decoder's sequence has no padding, and so its attention no mask.
            Op decoding = op.Decoding(Slots(rewriter.Builder));
            Value[] outputs = decoding == op ? rewriter.Keep() : decoding.CacheWidth > 0 ? rewriter.Add(decoding, inputs[0]) : rewriter.Add(decoding);
            return rewriter.Node == narrow ? [rewriter.Builder.Add(new TakeLastOp(), "last", outputs[0], null)] : outputs;
        }).Run(prediction);
        return decoding;
    }

    private static int Slots(GraphBuilder builder) => builder.Nodes.Count(node => node.Op.CacheWidth > 0);

    // After the last node that mixes rows, or knows where they stand, each row goes its own way, and only the last token's is wanted: the head's product over
    // the vocabulary is done once. The node's output must be the only value that later nodes read.
    private static Node NarrowAfter(Graph graph)
    {
        var nodes = graph.Nodes.ToList();
        int mixer = nodes.FindLastIndex(node => node.Op.Callee is not null || node.Op.Decoding(0) != node.Op);
        var order = nodes.SelectMany((node, i) => node.Outputs.Select(output => (output, i))).ToDictionary(pair => pair.output, pair => pair.i);
        for (int i = mixer; i < nodes.Count; i++)
        {
            if (!nodes.Skip(i + 1).Any(node => node.Inputs.Any(input => input is not null && order.TryGetValue(input, out int defined) && defined < i)))
            {
                return nodes[i];
            }
        }

        return nodes[nodes.Count - 1];
    }
}
