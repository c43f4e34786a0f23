using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Step;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>A model ready to be written for a GPU: passes over a graph with the target's own fusions, and a step of decoding.</summary>
/// <param name="Steps">Decoding of one token; empty where the model cannot be decoded.</param>
internal sealed record GpuPlan(PlannedModel Passes, IReadOnlyList<PlannedPass> Steps)
{
    public LoweredModel Model => Passes.Model;

    public static GpuPlan Make(PlannedModel passes) => new(passes, [.. passes.Decoding.Select(pass => Step(pass, passes.Model.Inputs[0].Context))]);

    private static PlannedPass Step(PlannedPass decoding, long context)
    {
        Graph step = FuseStep.Run(decoding.Graph with { Nodes = decoding.Nodes }, context);
        Verify.Run(step with { Children = [] });
        return new(decoding.Graph, step.Nodes, PlanMemory.Prediction(step, vectors: true));
    }
}
