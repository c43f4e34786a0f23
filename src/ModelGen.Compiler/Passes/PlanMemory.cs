using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Gives every value a place at compile time. Prediction reuses a buffer as soon as its last reader is done; training keeps
/// what the backward pass reads.
/// </summary>
internal static class PlanMemory
{
    /// <summary>Prediction and decoding: nothing is kept.</summary>
    /// <param name="vectors">See <see cref="Slots"/>.</param>
    /// <param name="isFirst">False: what runs once has run before.</param>
    public static Frame Prediction(Graph graph, bool vectors = false, bool isFirst = true)
    {
        var frame = new Frame(new Slots(vectors), new Slots(vectors));
        Arguments(frame, graph.Inputs);
        var roots = new Aliases(graph.Nodes);
        foreach (Value kept in Constants.Kept(graph))
        {
            frame.Places[kept] = new(Region.Cache) { Kept = kept };
        }

        PlaceResults(frame, roots, graph.Outputs);
        HashSet<Node> done = isFirst ? [] : Constants.Nodes(graph);
        foreach (Value made in done.SelectMany(node => node.Outputs))
        {
            if (frame.Places.TryGetValue(roots.Of(made), out Place? kept))
            {
                frame.Places[made] = kept;
            }
        }

        List<Node> nodes = [.. graph.Nodes.Where(node => !done.Contains(node))];
        Alternate(frame, nodes);
        new ScratchAllocator(frame, roots, nodes).Run();
        return frame;
    }

    /// <summary>The two passes of training, which share one saved region.</summary>
    /// <param name="isMain">The outputs of a whole model are kept: the loss reads them.</param>
    /// <param name="vectors">See <see cref="Slots"/>.</param>
    public static TrainingFrames Training(TrainingGraph graph, bool isMain, bool vectors = false)
    {
        var saved = new Slots(vectors);
        var forward = new Frame(saved, new Slots(vectors));
        var backward = new Frame(saved, new Slots(vectors));
        Arguments(forward, graph.Forward.Inputs);
        Arguments(backward, graph.Forward.Inputs);
        Arguments(backward, graph.OutputGradients);

        var roots = new Aliases(graph.Forward.Nodes);
        IEnumerable<Value> read = graph.Backward.SelectMany(node => node.Inputs).Where(input => input is { Parameter: null }).Select(input => input!);
        var outputs = new HashSet<Value>(graph.Forward.Nodes.SelectMany(node => node.Outputs));
        foreach (Value value in read.Where(outputs.Contains).Concat(isMain ? graph.Forward.Outputs : []))
        {
            Value root = roots.Of(value);
            if (!forward.Places.ContainsKey(root))
            {
                forward.Places[root] = new(Region.Saved, saved.Add(root.Type.Count));
            }

            forward.Places[value] = forward.Places[root];
            backward.Places[value] = forward.Places[root];
            backward.Places[root] = forward.Places[root];
        }

        foreach (Node node in graph.Forward.Nodes)
        {
            if (node.Op.Callee is { } child)
            {
                int chain = child.Count > 1 ? saved.Add(node.Output.Type.Count * (child.Count - 1)) : -1;
                var slots = new CallSlots(chain, saved.Add(Dim.Of(FrameSymbols.Saved(child.Graph)) * child.Frames));
                forward.Calls[node] = slots;
                backward.Calls[node] = slots;
            }
        }

        if (!isMain)
        {
            PlaceResults(forward, roots, graph.Forward.Outputs);
        }

        new ScratchAllocator(forward, roots, graph.Forward.Nodes).Run();
        PlanBackward(graph, backward, isMain);
        return new(forward, backward);
    }

    private static void PlanBackward(TrainingGraph graph, Frame frame, bool isMain)
    {
        var roots = new Aliases(graph.Backward);
        IReadOnlyList<OptionalNodes> parts = isMain ? OptionalNodes.Cut(graph) : [];
        for (int i = 0; i < graph.InputGradients.Count; i++)
        {
            if (graph.InputGradients[i] is not { } gradient)
            {
                continue;
            }

            // A caller of a whole model may not want an input's gradient, but what others need must run all the same.
            if (isMain && roots.Of(gradient).Producer is { } producer && !parts.First(part => part.Nodes.Contains(producer)).ServesOnly(i))
            {
                frame.Copies.Add(new(gradient, i));
            }
            else
            {
                PlaceResult(frame, roots, gradient, i);
            }
        }

        Alternate(frame, graph.Backward);
        new ScratchAllocator(frame, roots, graph.Backward).Run();
    }

    private static void Arguments(Frame frame, IEnumerable<Value> inputs)
    {
        foreach (Value input in inputs)
        {
            frame.Places[input] = new(Region.Argument, Argument: input.Name);
        }
    }

    private static void PlaceResults(Frame frame, Aliases roots, IReadOnlyList<Value> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            PlaceResult(frame, roots, results[i], i);
        }
    }

    private static void PlaceResult(Frame frame, Aliases roots, Value result, int index)
    {
        Value root = roots.Of(result);
        if (frame.Places.ContainsKey(root))
        {
            frame.Copies.Add(new(result, index));
        }
        else
        {
            frame.Places[root] = new(Region.Result, index);
        }
    }

    private static void Alternate(Frame frame, IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes.Where(node => node.Op.Callee is { Count: > 1 }))
        {
            frame.Temporaries[node] = [.. node.Outputs.Select(output => new Value(output.Name + "Other", output.Type))];
        }
    }
}
