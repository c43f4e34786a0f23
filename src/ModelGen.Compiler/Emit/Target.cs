using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>A target that a model may ask for beside the CPU's.</summary>
/// <param name="Name">A member of the runtime's enum Backend.</param>
/// <param name="Package">MGEN3001, or null.</param>
/// <param name="Prepare">The target's own form of a graph of ops that it has.</param>
/// <param name="Has">The target has the op: the partial in the op's room says so.</param>
/// <param name="Fault">Anything else that the target cannot do, or null.</param>
internal sealed record Target(
    string Name,
    Func<ModelSpec, TargetEnvironment, ModelError?> Package,
    Func<LoweredModel, LoweredModel> Prepare,
    Func<Op, bool> Has,
    Func<ModelSpec, LoweredModel, TargetEnvironment, ModelError?> Fault,
    Func<LoweredModel, TargetEnvironment, EquatableArray<EmittedFile>> Write)
{
    /// <summary>The objective's ops are the target's own.</summary>
    public bool Trains { get; init; }

    /// <param name="emits">False: only the reason is wanted.</param>
    /// <returns>The files, or none and the reason.</returns>
    public (EquatableArray<EmittedFile> Files, ModelError? Error) Emit(ModelSpec spec, LoweredModel model, TargetEnvironment environment, bool emits)
    {
        if (Package(spec, environment) is { } package)
        {
            return (default, package);
        }

        LoweredModel own = Own(model) with { Entries = [.. model.Entries.Select(Own)] };
        ModelError? error = Missing(spec, own) ?? Fault(spec, own, environment) ?? own.Entries.Select(entry => Missing(spec, entry) ?? Fault(spec, entry, environment)).FirstOrDefault(fault => fault is not null);
        return error is null ? (emits ? Write(own, environment) : default, null) : (default, error);
    }

    private LoweredModel Own(LoweredModel model) => Prepare(Decompose.Run(PackAttention.Run(model), Has));

    /// <summary>MGEN3002 at the first layer that the target has no op for; null where there is none.</summary>
    private ModelError? Missing(ModelSpec spec, LoweredModel model)
    {
        IEnumerable<Graph> graphs = [.. model.Main.WithCallees(), .. Trains && model.Objective is { } objective ? new[] { objective.Graph } : []];
        Node? node = graphs.SelectMany(graph => graph.Nodes).FirstOrDefault(node => !Has(node.Op));
        return node is null ? null : new(
            ErrorId.NotOnTarget,
            node.Layer?.Source ?? new(spec.Type.Key, SourceRef.BackendsAttribute),
            $"Backend.{Name} cannot express '{(node.Layer is null ? node.Op.Name : LayerText.Of(node.Layer))}' yet: train it on the CPU target, or leave the layer out");
    }
}
