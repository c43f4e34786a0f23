using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>A graph as it will run: its fused nodes and their memory.</summary>
internal sealed record PlannedPass(Graph Graph, IReadOnlyList<Node> Nodes, Frame Frame);

/// <summary>A graph's two training passes.</summary>
internal sealed record PlannedTraining(TrainingGraph Graph, TrainingFrames Frames);

/// <summary>A model ready to be written for the CPU: prediction, training, decoding; callees before callers, the model itself last.</summary>
internal sealed record CpuPlan(
    LoweredModel Model,
    IReadOnlyList<PlannedPass> Prediction,
    IReadOnlyList<PlannedTraining> Training,
    IReadOnlyList<PlannedPass> Decoding)
{
    private const long ArrayLimit = 2_147_000_000;

    public bool CanDecode => Decoding.Count > 0;

    /// <summary>Even one example of the least length does not fit one array; null for a model that can run.</summary>
    public ModelError? Fault
    {
        get
        {
            IEnumerable<Slots> scratch =
                [.. Prediction.Select(pass => pass.Frame.Scratch), .. Training.SelectMany(pass => new[] { pass.Frames.Forward.Scratch, pass.Frames.Backward.Scratch })];
            long floats = Math.Max(SavedFloats(length: 1), scratch.Max(slots => slots.Total.Evaluate(_ => 1)));
            return floats <= ArrayLimit ? null : new(
                ErrorId.TooLarge,
                new SourceRef(Model.Type.Key, SourceRef.ClassName),
                $"One example of {Model.Type.Name} needs {Literals.Int(floats)} numbers of memory, more than the {Literals.Int(ArrayLimit)} that one array can hold");
        }
    }

    /// <param name="vectors">See <see cref="Slots"/>.</param>
    public static CpuPlan Make(LoweredModel model, bool fuse = true, bool vectors = false)
    {
        Graph prediction = Verify.Run(StripTraining.Run(model.Main));
        Graph? decoding = DecodeGraph.Run(model, prediction);
        return new(
            model,
            [.. prediction.WithCallees().Select(graph => Plan(graph, fuse, vectors))],
            [.. model.Main.WithCallees().Select(graph => PlanTraining(graph, graph == model.Main, fuse, vectors))],
            decoding is null || CacheSizes.Total(decoding, model.Input.Context) > ArrayLimit ? [] : [.. Verify.Run(decoding).WithCallees().Select(graph => Plan(graph, fuse, vectors))]);
    }

    /// <summary>Bytes that training keeps for one example of full length.</summary>
    public long ActivationBytes => Sizes.Product(4, SavedFloats(Math.Max(Model.Input.Context, 1)));

    /// <summary>The backward pass reads the model's output, or a value that shares its memory, so the output's gradient cannot lie over it.</summary>
    public bool OutputIsRead
    {
        get
        {
            PlannedTraining main = Training.Last();
            Place place = main.Frames.Forward.Places[Model.Main.Output];
            return main.Graph.Backward.SelectMany(node => node.Inputs).Any(input =>
                input is not null && main.Frames.Backward.Places.TryGetValue(input, out Place? other) && other.Equals(place));
        }
    }

    /// <summary>The graph or one that it calls draws random numbers in training.</summary>
    public static bool IsRandom(Graph graph) =>
        graph.Nodes.Any(node => node.Op is DropoutOp or AttentionOp { Dropout: > 0 }) || graph.Children.Any(child => IsRandom(child.Graph));

    // What training keeps for one example; callees come first, and their frames are part of their callers'.
    private long SavedFloats(long length)
    {
        var sizes = new Dictionary<string, long> { ["B"] = 1, ["T"] = length };
        foreach (LengthDecl made in Model.Lengths)
        {
            sizes[made.Symbol] = Math.Max(made.Of(made.From.Evaluate(symbol => sizes[symbol])), 1);
        }

        long last = 0;
        foreach (PlannedTraining pass in Training)
        {
            last = pass.Frames.Forward.Saved.Total.Evaluate(symbol => sizes[symbol]);
            sizes[FrameSymbols.SavedName(pass.Graph.Forward)] = last;
        }

        return last;
    }

    public static PlannedPass Plan(Graph graph, bool fuse, bool vectors)
    {
        // The call nodes name the unfused graph, which stays the block's identity.
        Graph live = graph with { Nodes = RemoveDead.Run(graph.Nodes, [graph.Output]) };
        Graph fused = fuse ? Fuse.Run(live) : live;
        Verify.Run(fused with { Children = [] });
        return new(graph, fused.Nodes, PlanMemory.Prediction(fused, vectors));
    }

    private static PlannedTraining PlanTraining(Graph graph, bool isMain, bool fuse, bool vectors)
    {
        TrainingGraph derived = Verify.Run(Differentiate.Run(graph));
        TrainingGraph fused = fuse ? Fuse.Run(derived) : derived;
        TrainingGraph ordered = Verify.Run(isMain ? InputGradientLast.Run(fused) : fused);
        return new(ordered, PlanMemory.Training(ordered, isMain, vectors));
    }
}
