using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The compiler's own consistency check between passes: every value is defined before it is read, and has the type that its op
/// infers. A failure is a bug of the compiler, reported as MGEN9001.
/// </summary>
internal static class Verify
{
    public static Graph Run(Graph graph)
    {
        foreach (Graph each in graph.WithCallees())
        {
            var known = new HashSet<Value>(each.Inputs.Concat(each.Parameters));
            Check(each.Name, each.Nodes, known);
            if (!each.Outputs.All(known.Contains))
            {
                throw Broken(each.Name, "an output is not defined");
            }
        }

        return graph;
    }

    public static TrainingGraph Run(TrainingGraph graph)
    {
        var known = new HashSet<Value>(graph.Forward.Inputs.Concat(graph.Forward.Parameters));
        Check(graph.Forward.Name, graph.Forward.Nodes, known);
        known.UnionWith(graph.OutputGradients);
        Check(graph.Forward.Name, graph.Backward, known);
        return graph.Results.All(known.Contains) ? graph : throw Broken(graph.Forward.Name, "an input's gradient is not defined");
    }

    private static void Check(string name, IReadOnlyList<Node> nodes, HashSet<Value> known)
    {
        foreach (Node node in nodes)
        {
            foreach (Value? input in node.Inputs)
            {
                if (input is not null && !known.Contains(input))
                {
                    throw Broken(name, $"{node.Op.Name} reads {input} before it is defined");
                }
            }

            IReadOnlyList<TensorType> types = node.Op.InferTypes(node.Inputs);
            if (types.Count != node.Outputs.Count)
            {
                throw Broken(name, $"{node.Op.Name} has {node.Outputs.Count} outputs, not {types.Count}");
            }

            for (int i = 0; i < types.Count; i++)
            {
                if (!types[i].Equals(node.Outputs[i].Type))
                {
                    throw Broken(name, $"{node.Outputs[i]} is {node.Outputs[i].Type}, but {node.Op.Name} gives {types[i]}");
                }

                if (!known.Add(node.Outputs[i]))
                {
                    throw Broken(name, $"{node.Outputs[i]} is defined twice");
                }
            }
        }
    }

    private static InvalidOperationException Broken(string graph, string problem) => new($"Graph {graph}: {problem}");
}
