using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.ParameterGradient;

namespace ModelGen.Compiler.Passes;

/// <summary>Reverse-mode differentiation: each op's own rule, applied in reverse order; gradients of a value with several uses are summed.</summary>
internal static class Differentiate
{
    public static TrainingGraph Run(Graph graph)
    {
        GraphBuilder builder = GraphBuilder.Continue(graph);
        IReadOnlyList<Value> outputGradients = graph.Outputs.Count == 1
            ? [new Value("dOutput", graph.Outputs[0].Type)]
            : [.. graph.Outputs.Select(output => builder.Input(output.GradientName(), output.Type))];
        var gradients = new Dictionary<Value, Value>();
        for (int i = 0; i < outputGradients.Count; i++)
        {
            Add(graph.Outputs[i], outputGradients[i]);
        }

        foreach (Node node in graph.Nodes.Reverse())
        {
            Value?[] own = [.. node.Outputs.Select(Find)];
            if (own.All(gradient => gradient is null))
            {
                continue;
            }

            IReadOnlyList<Value?> inputGradients = node.Op.Gradient(node, own, builder);
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] is { } input && inputGradients[i] is { } contribution)
                {
                    Add(input, contribution);
                }
            }
        }

        // Ops that own their parameters have added into their gradients; of those that stand in formulas it is done here.
        foreach (Value parameter in graph.Parameters)
        {
            if (Find(parameter) is { } gradient)
            {
                builder.AddNode(new ParameterGradientOp(), "none", gradient, parameter);
            }
        }

        return new(graph, builder.Nodes, outputGradients, [.. graph.Inputs.Select(Find)]);

        Value? Find(Value value) => gradients.TryGetValue(value, out Value? known) ? known : null;

        void Add(Value value, Value contribution) =>
            gradients[value] = Find(value) is { } known ? builder.Add(new ElementwiseOp(Functions.Add), value.GradientName(), known, contribution) : contribution;
    }
}
