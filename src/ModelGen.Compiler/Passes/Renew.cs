using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;

namespace ModelGen.Compiler.Passes;

/// <summary>A graph and its callees with other nodes over the same values; calls name the new graphs. What has not changed stays the same graph.</summary>
internal static class Renew
{
    public static Graph Run(Graph graph, Func<Graph, IReadOnlyList<Node>> nodes) => Run(graph, nodes, []);

    private static Graph Run(Graph graph, Func<Graph, IReadOnlyList<Node>> nodes, Dictionary<Graph, Graph> renewed)
    {
        if (renewed.TryGetValue(graph, out Graph? done))
        {
            return done;
        }

        var children = graph.Children.ToDictionary(child => child, child => child with { Graph = Run(child.Graph, nodes, renewed) });
        IReadOnlyList<Node> own = nodes(graph);
        bool isSame = ReferenceEquals(own, graph.Nodes) && children.All(child => ReferenceEquals(child.Key.Graph, child.Value.Graph));
        Graph result = isSame ? graph : graph with
        {
            Nodes = [.. own.Select(node => node.Op.Callee is { } callee ? new Node(node.Op.Calling(children[callee]), node.Inputs, node.Outputs) { Layer = node.Layer } : node)],
            Children = [.. graph.Children.Select(child => children[child])],
            Declarations = [.. graph.Declarations.Select(declaration => declaration.Child is { } child ? declaration with { Child = children[child] } : declaration)],
        };
        renewed.Add(graph, result);
        return result;
    }
}
