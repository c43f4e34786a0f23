using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Add;

namespace ModelGen.Compiler.Passes;

/// <summary>Reverse-mode differentiation: each op's own rule, applied in reverse order; gradients of a value with several uses are summed.</summary>
internal static class Differentiate
{
    public static TrainingGraph Run(Graph graph)
    {
        GraphBuilder builder = GraphBuilder.Continue(graph);
        var outputGradient = new Value("dOutput", graph.Output.Type);
        var gradients = new Dictionary<Value, Value> { [graph.Output] = outputGradient };

        foreach (Node node in graph.Nodes.Reverse())
        {
            if (node.Outputs.Count == 0 || !gradients.TryGetValue(node.Output, out Value? gradient))
            {
                continue;
            }

            IReadOnlyList<Value?> inputGradients = node.Op.Gradient(node, gradient, builder);
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] is { Parameter: null } input && inputGradients[i] is { } contribution)
                {
                    gradients[input] = gradients.TryGetValue(input, out Value? known)
                        ? builder.Add(new AddOp(), input.GradientName(), known, contribution)
                        : contribution;
                }
            }
        }

        gradients.TryGetValue(graph.Inputs[0], out Value? inputGradient);
        return new(graph, builder.Nodes, outputGradient, inputGradient);
    }
}
