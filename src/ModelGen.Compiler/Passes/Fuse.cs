using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Merges an op into the one that produces its input, where the target's kernel does both in one pass over memory: bias,
/// activation and residual into a product's epilogue, positions into the embedding, residual gradients into norms.
/// </summary>
internal static class Fuse
{
    public static Graph Run(Graph graph) =>
        graph with { Nodes = FuseList(graph.Nodes, UseCounts(graph.Nodes, graph.Outputs)) };

    public static TrainingGraph Run(TrainingGraph graph)
    {
        List<Node> backward = RemoveDead.Run(graph.Backward, graph.Results);
        Dictionary<Value, int> uses = UseCounts(graph.Forward.Nodes.Concat(backward), [.. graph.Forward.Outputs, .. graph.Results]);
        Graph forward = graph.Forward with { Nodes = FuseList(graph.Forward.Nodes, uses) };
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
        var fused = new List<Node>();
        foreach (Node node in nodes)
        {
            Node current = node;
            foreach (FusionRule rule in FusionRules.All)
            {
                if (rule(current, fused, uses) is { } merged)
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
