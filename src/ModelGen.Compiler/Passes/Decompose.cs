using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>A target's form of a graph: what it does not have as one op is made of ops that it may have.</summary>
internal static class Decompose
{
    /// <param name="has">The target has the op.</param>
    public static LoweredModel Run(LoweredModel model, Func<Op, bool> has) => model with { Main = Verify.Run(Renew.Run(model.Main, graph => Nodes(graph, has))) };

    private static IReadOnlyList<Node> Nodes(Graph graph, Func<Op, bool> has)
    {
        if (graph.Nodes.All(node => has(node.Op)))
        {
            return graph.Nodes;
        }

        GraphBuilder builder = GraphBuilder.Continue(graph);
        foreach (Node node in graph.Nodes)
        {
            int before = builder.Nodes.Count;
            if (has(node.Op) || node.Op.Decompose(node, builder) is not { } result)
            {
                builder.Append(node);
                continue;
            }

            // The last part writes the value that others know.
            Node last = builder.Nodes[builder.Nodes.Count - 1];
            builder.Replace(new Node(last.Op, last.Inputs, [node.Output, .. last.Outputs.Skip(1)]));
            foreach (Node part in builder.Nodes.Skip(before))
            {
                part.Layer = node.Layer;
            }

            if (last.Output != result)
            {
                throw new InvalidOperationException($"The parts of {node.Op.Name} do not end in its result");
            }
        }

        return builder.Nodes;
    }
}
