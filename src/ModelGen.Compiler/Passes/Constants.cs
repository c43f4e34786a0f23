using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>What stays the same while a decoder generates: the inputs that it was created with, and what is computed of them alone.</summary>
internal static class Constants
{
    /// <summary>The nodes that run once for a prompt; none where all of the graph is constant, as an encoder's blocks are.</summary>
    public static HashSet<Node> Nodes(Graph graph)
    {
        var known = new HashSet<Value>(graph.Inputs.Where(input => input.Declaration!.IsConstant));
        var once = new HashSet<Node>();
        if (known.Count == 0 || known.Count == graph.Inputs.Count)
        {
            return once;
        }

        foreach (Node node in graph.Nodes.Where(node => IsOf(node, known.Contains)))
        {
            known.UnionWith(node.Outputs);
            once.Add(node);
        }

        return once;
    }

    /// <summary>All of the graph is constant.</summary>
    public static bool IsWhole(Graph graph) => graph.Inputs.All(input => input.Declaration!.IsConstant);

    /// <summary>The graph in the order in which it runs: first what runs once.</summary>
    public static Graph First(Graph graph)
    {
        HashSet<Node> once = Nodes(graph);
        return once.Count == 0 ? graph : graph with { Nodes = [.. graph.Nodes.OrderBy(node => once.Contains(node) ? 0 : 1)] };
    }

    /// <summary>A node that reads nothing else, and something.</summary>
    public static bool IsOf(Node node, System.Func<Value, bool> isConstant)
    {
        Value[] read = [.. node.Inputs.Where(input => input is { Parameter: null }).OfType<Value>()];
        return read.Length > 0 && read.All(isConstant);
    }

    /// <summary>What is kept from the first step on: constant values that later nodes read.</summary>
    public static IReadOnlyList<Value> Kept(Graph graph)
    {
        HashSet<Node> once = Nodes(graph);
        if (once.Count == 0)
        {
            return [];
        }

        var aliases = new Aliases(graph.Nodes);
        var made = new HashSet<Value>(once.SelectMany(node => node.Outputs));
        IEnumerable<Value?> read = graph.Nodes.Where(node => !once.Contains(node)).SelectMany(node => node.Inputs).Concat(graph.Outputs);
        return [.. read.OfType<Value>().Select(aliases.Of).Where(made.Contains).Distinct()];
    }

    /// <summary>The most numbers that a value of one example has.</summary>
    public static long Floats(Value value) =>
        value.Type.Axes.Aggregate(1L, (product, axis) => Sizes.Product(product, axis.Size.IsConstant ? axis.Size.Constant : axis.Role == AxisRole.Batch ? 1 : axis.Maximum));
}
