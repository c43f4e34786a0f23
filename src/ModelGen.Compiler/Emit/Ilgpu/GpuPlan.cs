using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Step;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>A model ready to be written for a GPU: passes over a graph with the target's own fusions, and a step of decoding, of one text and of branches.</summary>
/// <param name="Steps">Decoding of one token; empty where the model cannot be decoded.</param>
internal sealed record GpuPlan(PlannedModel Passes, IReadOnlyList<PlannedPass> Steps)
{
    public LoweredModel Model => Passes.Model;

    public static GpuPlan Make(PlannedModel passes)
    {
        long context = passes.Model.Inputs[0].Context;
        return new(
            passes with { Branching = [.. passes.Branching.Select(pass => Plan(pass, FuseStep.Branches(Ordered(pass), context)))] },
            [.. passes.Decoding.Select(pass => Plan(pass, FuseStep.Run(Ordered(pass), context)))]);
    }

    private static Graph Ordered(PlannedPass pass) => pass.Graph with { Nodes = pass.Nodes };

    private static PlannedPass Plan(PlannedPass decoding, Graph fused)
    {
        Verify.Run(fused with { Children = [] });
        return new(decoding.Graph, fused.Nodes, PlanMemory.Prediction(fused, vectors: true));
    }
}
