using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.TakeLast;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The graph of token-by-token generation: attention over a key-value cache, positions counted from where the cache ends, and
/// only the last token's row once nothing mixes rows any more. What depends on the model's other inputs alone, such as an encoder and the keys and values of its
/// result, stays as it is: it runs once.
/// </summary>
internal static class DecodeGraph
{
    /// <param name="branches">Each token goes on a text of its own, at one place: the logits of all are wanted.</param>
    /// <returns>Null when the model cannot be decoded: it does not map tokens to the logits of the next one at each step, looks ahead, or needs a cache that one array cannot hold.</returns>
    public static Graph? Run(LoweredModel model, Graph prediction, bool branches = false)
    {
        if (model.Decoded is not { } tokens)
        {
            return null;
        }

        prediction = PackAttention.Join(prediction);
        Dictionary<Graph, bool[]> constant = [];
        bool[] inputs = [.. model.Inputs.Select(input => input != tokens)];
        HashSet<Node> once = [];
        bool isCausal = Walk(prediction, inputs, constant, once, tokens.Type.Time!.Size) is not null;
        return isCausal && Rewrite(prediction, constant, once, branches) is { } decoding && CacheSizes.Total(decoding, tokens.Context) <= PlannedModel.ArrayLimit ? decoding : null;
    }

    /// <summary>Which inputs of each graph are constant, and which nodes.</summary>
    /// <returns>Whether the first output is constant; null where a row depends on a later one, or a block would be both.</returns>
    private static bool? Walk(Graph graph, bool[] inputs, Dictionary<Graph, bool[]> constant, HashSet<Node> once, Dim steps)
    {
        if (constant.TryGetValue(graph, out bool[]? before) && !before.SequenceEqual(inputs))
        {
            return null;
        }

        constant[graph] = inputs;
        var known = new HashSet<Value>(graph.Inputs.Where((_, i) => inputs[i]));
        foreach (Node node in graph.Nodes)
        {
            bool isOnce = Constants.IsOf(node, known.Contains);
            if (node.Op.Callee is { } child)
            {
                bool[] own = [.. child.Graph.Inputs.Select((_, i) => known.Contains(node.Input(i)) && (isOnce || i > 0))];
                if (Walk(child.Graph, own, constant, once, steps) is not { } result || result != isOnce)
                {
                    return null;
                }
            }

            if (isOnce)
            {
                known.UnionWith(node.Outputs);
                once.Add(node);
            }
            else if (!node.Op.IsRowByRowOver(node, known.Contains) || node.Inputs.Any(input => input is not null && known.Contains(input) && input.Type.Axes.Any(axis => axis.Size.Equals(steps))))
            {
                return null; // the second: what stands beside the tokens step by step would have to come step by step
            }
        }

        return known.Contains(graph.Outputs[0]);
    }

    private static Graph Rewrite(Graph prediction, Dictionary<Graph, bool[]> constant, HashSet<Node> once, bool branches)
    {
        Node? narrow = branches ? null : NarrowAfter(prediction, once);
        Graph decoding = new GraphRewriter(
            (op, inputs, rewriter) =>
            {
                // A decoder's sequence has no padding, and so its attention no mask.
                Op decoding = once.Contains(rewriter.Node) ? op : op.Decoding(Slots(rewriter.Builder));
                Value[] outputs = decoding == op ? rewriter.Keep() : decoding.CacheWidth > 0 ? rewriter.Add(decoding, inputs[0]) : rewriter.Add(decoding);
                return rewriter.Node == narrow ? [rewriter.Builder.Add(new TakeLastOp(), "last", outputs[0], null)] : outputs;
            },
            (graph, i) => graph.Inputs[i].Declaration! with { IsConstant = constant[graph][i] }).Run(prediction);
        return decoding;
    }

    private static int Slots(GraphBuilder builder) => builder.Nodes.Count(node => node.Op.CacheWidth > 0);

    // After the last node that mixes rows, or knows where they stand, each row goes its own way, and only the last token's is wanted: the head's product over
    // the vocabulary is done once. The node's output must be the only value that later nodes read.
    private static Node NarrowAfter(Graph graph, HashSet<Node> once)
    {
        List<Node> nodes = [.. graph.Nodes.Where(node => !once.Contains(node))];
        int mixer = nodes.FindLastIndex(node => node.Op.Callee is not null || !node.Op.IsRowByRow || node.Op.Decoding(0) != node.Op);
        var order = nodes.SelectMany((node, i) => node.Outputs.Select(output => (output, i))).ToDictionary(pair => pair.output, pair => pair.i);
        for (int i = Math.Max(mixer, 0); i < nodes.Count; i++)
        {
            if (!nodes.Skip(i + 1).Any(node => node.Inputs.Any(input => input is not null && order.TryGetValue(input, out int defined) && defined < i)))
            {
                return nodes[i];
            }
        }

        return nodes[nodes.Count - 1];
    }
}
