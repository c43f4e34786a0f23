using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Merges an op into the one that produces its input, where the target's kernel does both in one pass over memory: bias,
/// activation and residual into a product's epilogue, positions into the embedding, residual gradients into norms, chains of element-wise functions into one.
/// </summary>
internal static class Fuse
{
    public static Graph Run(Graph graph)
    {
        // What a decoder runs once joins nothing that runs for each token.
        HashSet<Node> once = Constants.Nodes(graph);
        Dictionary<Value, int> uses = UseCounts(graph.Nodes, graph.Outputs);
        return graph with { Nodes = [.. FuseList([.. graph.Nodes.Where(once.Contains)], uses), .. FuseList([.. graph.Nodes.Where(node => !once.Contains(node))], uses)] };
    }

    public static TrainingGraph Run(TrainingGraph graph)
    {
        List<Node> backward = RemoveDead.Run(graph.Backward, graph.Results);
        Value[] results = [.. graph.Forward.Outputs, .. graph.Results];

        // What only element-wise gradients read of a chain does not keep it apart: they compute it again.
        IEnumerable<Node> reads = [.. graph.Forward.Nodes, .. backward.Select(Recompute.WithoutChains)];
        Graph forward = graph.Forward with { Nodes = FuseList(graph.Forward.Nodes, UseCounts(reads, results)) };
        backward = Recompute.Run(forward, backward);
        Dictionary<Value, int> uses = UseCounts(forward.Nodes.Concat(backward), results);
        return graph with { Forward = forward, Backward = FuseList(backward, uses) };
    }

    private static Dictionary<Value, int> UseCounts(IEnumerable<Node> nodes, IEnumerable<Value> results)
    {
        var uses = new Dictionary<Value, int>();
        foreach (Value? value in nodes.SelectMany(node => node.Inputs).Concat(results))
        {
            if (value is not null)
            {
                uses[value] = uses.TryGetValue(value, out int count) ? count + 1 : 1;
            }
        }

        return uses;
    }

    private static List<Node> FuseList(IReadOnlyList<Node> nodes, Dictionary<Value, int> uses)
    {
        // Another plan of the same graph may have merged them before: rules see this one's.
        foreach (Node node in nodes)
        {
            foreach (Value output in node.Outputs)
            {
                output.Producer = node;
            }
        }

        var fused = new List<Node>();
        foreach (Node node in nodes)
        {
            Node current = node;
            foreach (FusionRule rule in FusionRules.All)
            {
                while (rule(current, fused, uses) is { } merged)
                {
                    fused.Remove(merged.Consumed);
                    current = merged.Result;
                }
            }

            fused.Add(current);
        }

        return fused;
    }
}
