using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>A target's form of a graph: what it does not have as one op is made of ops that it may have.</summary>
internal static class Decompose
{
    /// <param name="has">The target has the op.</param>
    public static LoweredModel Run(LoweredModel model, Func<Op, bool> has) => model with { Main = Run(model.Main, has), Objective = model.Objective is { } objective ? new(Run(objective.Graph, has)) : null };

    private static Graph Run(Graph whole, Func<Op, bool> has) => Renew.Run(whole, graph => Nodes(graph, has), Verify.Run);

    private static IReadOnlyList<Node> Nodes(Graph graph, Func<Op, bool> has)
    {
        if (graph.Nodes.All(node => has(node.Op)))
        {
            return graph.Nodes;
        }

        GraphBuilder builder = GraphBuilder.Continue(graph);
        foreach (Node node in graph.Nodes)
        {
            GraphBuilder own = builder.Beside();
            if (has(node.Op) || node.Op.Decompose(node, own) is not { } results)
            {
                builder.Append(node);
                continue;
            }

            // The parts write the values that others know.
            var known = results.Zip(node.Outputs, (result, output) => (result, output)).ToDictionary(pair => pair.result, pair => pair.output);
            Value Known(Value value) => known.TryGetValue(value, out Value? output) ? output : value;
            foreach (Node part in own.Nodes)
            {
                builder.Append(new Node(part.Op, [.. part.Inputs.Select(input => input is null ? null : Known(input))], [.. part.Outputs.Select(Known)]) { Layer = node.Layer });
            }
        }

        return builder.Nodes;
    }
}
