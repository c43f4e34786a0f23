using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.PaddingMask;

namespace ModelGen.Compiler.Passes;

/// <summary>The objective with its gradients as one graph, between the forward and the backward pass.</summary>
internal static class LossPass
{
    /// <summary>The objective and its gradients with respect to the outputs.</summary>
    /// <param name="masks">False: the weights tell what does not count.</param>
    public static LossGraph Run(LoweredModel model, bool masks = true)
    {
        Graph objective = masks ? model.Objective!.Graph : WithoutMasks(model.Objective!.Graph);
        TrainingGraph derived = Verify.Run(Differentiate.Run(objective));
        var start = new Value("dLoss", TensorType.Scalar) { Declaration = new("dLoss", TensorType.Scalar) { Source = new(SourceKind.Start) } };
        var outputs = new List<int>();
        var gradients = new List<Value>();
        for (int i = 0; i < objective.Inputs.Count; i++)
        {
            if (objective.Inputs[i].Declaration!.Source is { Kind: SourceKind.Output } source && derived.InputGradients[i] is { } gradient)
            {
                outputs.Add(source.Index);
                gradients.Add(gradient);
            }
        }

        if (model.Main.Outputs.Count == 1 && gradients.Count == 1)
        {
            gradients[0].Name = "dOutput";
        }

        // What the gradients start from is an argument where something reads it.
        List<Node> backward = RemoveDead.Run(derived.Backward, gradients);
        Graph both = Fuse.Run(objective with { Nodes = Beside(objective.Nodes, backward, derived.OutputGradients[0]), Outputs = [derived.Forward.Outputs[0], .. gradients] });
        both = Reading(both, derived.OutputGradients[0], start);
        return new(Verify.Run(both), outputs) { IsOnePass = both.Nodes.Count(node => node.Op is not PaddingMaskOp) == 1 && both.Nodes.Any(node => node.Op is LossAndGradientOp) };
    }

    // A gradient that starts here can be made where its loss is, in one pass over the output.
    private static List<Node> Beside(IReadOnlyList<Node> forward, List<Node> backward, Value start)
    {
        var nodes = new List<Node>();
        foreach (Node node in forward)
        {
            nodes.Add(node);
            nodes.AddRange(backward.Where(other => other.Op is LossGradientOp gradient && gradient.Loss == node.Op && other.Input(0) == start && other.Inputs.Skip(1).SequenceEqual(node.Inputs)));
        }

        return [.. nodes, .. backward.Where(node => !nodes.Contains(node))];
    }

    private static Graph Reading(Graph graph, Value from, Value to) => !graph.Nodes.Any(node => node.Inputs.Contains(from)) ? graph : graph with
    {
        Inputs = [.. graph.Inputs, to],
        Nodes = [.. graph.Nodes.Select(node => node.Inputs.Contains(from) ? new Node(node.Op, [.. node.Inputs.Select(input => input == from ? to : input)], node.Outputs) : node)],
    };

    private static Graph WithoutMasks(Graph graph)
    {
        Graph plain = new GraphRewriter((op, inputs, rewriter) => op is LossOp ? rewriter.Add(op, inputs[0], inputs[1], inputs[2], null) : rewriter.Keep()).Run(graph);
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            plain.Inputs[i].Name = graph.Inputs[i].Name;
        }

        List<Node> nodes = RemoveDead.Run(plain.Nodes, plain.Outputs);
        return plain with { Nodes = nodes, Inputs = [.. plain.Inputs.Where(input => nodes.Any(node => node.Inputs.Contains(input)))] };
    }
}
