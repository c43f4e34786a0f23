using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Passes;

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
    public bool CanDecode => Decoding.Count > 0;

    public static CpuPlan Make(LoweredModel model, bool fuse = true)
    {
        Graph prediction = Verify.Run(StripTraining.Run(model.Main));
        Graph? decoding = DecodeGraph.Run(model, prediction);
        return new(
            model,
            [.. prediction.WithCallees().Select(graph => Plan(graph, fuse))],
            [.. model.Main.WithCallees().Select(graph => PlanTraining(graph, graph == model.Main, fuse))],
            decoding is null ? [] : [.. Verify.Run(decoding).WithCallees().Select(graph => Plan(graph, fuse))]);
    }

    /// <summary>Bytes that training keeps for one example of full length.</summary>
    public long ActivationBytes
    {
        get
        {
            var sizes = new Dictionary<string, long>();
            long last = 0;
            foreach (PlannedTraining pass in Training)
            {
                last = pass.Frames.Forward.Saved.Total.Evaluate(symbol =>
                    symbol == "B" ? 1 : symbol == "T" ? System.Math.Max(Model.Input.Context, 1) : sizes[symbol]);
                sizes[FrameSymbols.SavedName(pass.Graph.Forward)] = last;
            }

            return 4 * last;
        }
    }

    /// <summary>The graph or one that it calls draws random numbers in training.</summary>
    public static bool IsRandom(Graph graph) =>
        graph.Nodes.Any(node => node.Op is DropoutOp or AttentionOp { Dropout: > 0 }) || graph.Children.Any(child => IsRandom(child.Graph));

    private static PlannedPass Plan(Graph graph, bool fuse)
    {
        // The call nodes name the unfused graph, which stays the block's identity.
        Graph live = graph with { Nodes = RemoveDead.Run(graph.Nodes, [graph.Output]) };
        Graph fused = fuse ? Fuse.Run(live) : live;
        return new(graph, fused.Nodes, PlanMemory.Prediction(fused));
    }

    private static PlannedTraining PlanTraining(Graph graph, bool isMain, bool fuse)
    {
        TrainingGraph derived = Verify.Run(Differentiate.Run(graph));
        TrainingGraph fused = fuse ? Verify.Run(Fuse.Run(derived)) : derived;
        return new(fused, PlanMemory.Training(fused, isMain));
    }
}
