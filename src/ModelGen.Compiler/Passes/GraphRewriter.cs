using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Copies a graph and its callees node by node, with a chance to replace each. The copy has values of its own, so that several
/// versions of one graph (training, prediction, decoding) live side by side.
/// </summary>
/// <param name="declare">The declaration of a copy's input; null: the same.</param>
internal sealed class GraphRewriter(Func<Op, IReadOnlyList<Value?>, GraphRewriter, Value[]> rewrite, Func<Graph, int, InputDecl>? declare = null)
{
    private readonly Dictionary<Graph, Graph> _copies = [];
    private GraphBuilder _builder = new("");
    private Node? _node;
    private Op? _op;
    private Value?[] _inputs = [];

    /// <summary>The node being copied.</summary>
    public Node Node => _node ?? throw new InvalidOperationException("No node is being rewritten");

    public GraphBuilder Builder => _builder;

    public Graph Run(Graph graph)
    {
        if (_copies.TryGetValue(graph, out Graph? done))
        {
            return done;
        }

        GraphBuilder outer = _builder;
        var builder = new GraphBuilder(graph.Name);
        var map = new Dictionary<Value, Value>();
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            Value input = graph.Inputs[i];
            map[input] = builder.Input(declare?.Invoke(graph, i) ?? input.Declaration!, input.Name);
        }

        foreach (Value parameter in graph.Parameters)
        {
            map[parameter] = builder.Parameter(parameter.Parameter!);
        }

        var children = new Dictionary<ChildGraph, ChildGraph>();
        foreach (ChildGraph child in graph.Children)
        {
            ChildGraph copy = child with { Graph = Run(child.Graph) };
            children[child] = copy;
            builder.Child(copy);
        }

        foreach (Node node in graph.Nodes)
        {
            _builder = builder;
            _node = node;
            _inputs = [.. node.Inputs.Select(input => input is null ? null : map[input])];
            _op = node.Op.Callee is { } callee ? node.Op.Calling(children[callee]) : node.Op;
            int before = builder.Nodes.Count;
            Value[] outputs = rewrite(_op, _inputs, this);
            for (int i = before; i < builder.Nodes.Count; i++)
            {
                builder.Nodes[i].Layer = node.Layer;
            }

            for (int i = 0; i < Math.Min(outputs.Length, node.Outputs.Count); i++)
            {
                map[node.Outputs[i]] = outputs[i];
            }
        }

        _builder = outer;
        Graph result = builder.Build([.. graph.Outputs.Select(output => map[output])]);
        _copies.Add(graph, result);
        return result;
    }

    /// <summary>The node as it is.</summary>
    public Value[] Keep() => Add(_op!);

    /// <summary>Another op on the same inputs.</summary>
    public Value[] Add(Op op, params Value?[] inputs) =>
        [.. _builder.AddNode(op, Node.Outputs.Count > 0 ? Node.Output.Name : "none", inputs.Length > 0 ? inputs : _inputs).Outputs];

    /// <summary>No node: a value that exists already.</summary>
    public Value[] Replace(Value value) => [value];
}
