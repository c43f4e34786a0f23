using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;

namespace ModelGen.Compiler.Passes;

/// <summary>A graph and its callees with other nodes over the same values; calls name the new graphs. What has not changed stays the same graph.</summary>
internal static class Renew
{
    /// <param name="check">What a graph that is new must pass; one that has not changed did so before.</param>
    public static Graph Run(Graph graph, Func<Graph, IReadOnlyList<Node>> nodes, Func<Graph, Graph>? check = null) =>
        Run(graph, nodes, []) is var result && ReferenceEquals(result, graph) ? graph : check?.Invoke(result) ?? result;

    private static Graph Run(Graph graph, Func<Graph, IReadOnlyList<Node>> nodes, Dictionary<Graph, Graph> renewed)
    {
        if (renewed.TryGetValue(graph, out Graph? done))
        {
            return done;
        }

        Dictionary<ChildGraph, ChildGraph> children = [];
        foreach (ChildGraph child in graph.Children)
        {
            Graph own = Run(child.Graph, nodes, renewed);
            children.Add(child, ReferenceEquals(own, child.Graph) ? child : child with { Graph = own });
        }

        IReadOnlyList<Node> next = nodes(graph);
        bool isSame = ReferenceEquals(next, graph.Nodes) && children.All(child => ReferenceEquals(child.Key.Graph, child.Value.Graph));
        Graph result = isSame ? graph : graph with
        {
            Nodes = [.. next.Select(node => node.Op.Callee is { } callee ? new Node(node.Op.Calling(children[callee]), node.Inputs, node.Outputs) { Layer = node.Layer } : node)],
            Children = [.. graph.Children.Select(child => children[child])],
            Declarations = [.. graph.Declarations.Select(declaration => declaration.Child is { } child ? declaration with { Child = children[child] } : declaration)],
        };
        renewed.Add(graph, result);
        return result;
    }
}
