using System;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The rules of a [Block] itself: at least one layer, and neither input, loss, target nor preset.</summary>
internal static class CheckBlock
{
    public static bool Heads(BlockSpec block, SourceRef? user, Action<ModelError> report)
    {
        var related = user is { } place ? new EquatableArray<SourceRef>(place) : default;
        if (CheckType.Fault(block.Type, "block") is { } fault)
        {
            report(fault with { Related = related });
            return false;
        }

        foreach (LayerSpec layer in block.Layers)
        {
            if (!Roles.IsLayer(layer))
            {
                ErrorId id = Roles.IsInput(layer) ? ErrorId.InputMisplaced : Roles.IsHead(layer) ? ErrorId.MisplacedHead : ErrorId.PresetNotAlone;
                report(new(id, layer.Source, $"'{LayerText.Of(layer)}' belongs to a model, not to the block {block.Type.Name}: a block takes its input from the place where it is used", related));
                return false;
            }
        }

        if (block.AsksForSizes)
        {
            return true; // each of its readings is judged where it is used
        }

        if (block.Graph is { } graph)
        {
            return Graph(block, graph, related, report);
        }

        if (!block.Layers.Any())
        {
            report(new(ErrorId.NoLayers, new SourceRef(block.Type.Key, -1), $"The block {block.Type.Name} has no layers: add at least one, such as [Linear(64)]", related));
            return false;
        }

        return true;
    }

    /// <summary>The graph method of a block was read whole, and gives one value.</summary>
    public static bool Graph(BlockSpec block, GraphSpec graph, EquatableArray<SourceRef> related, Action<ModelError> report)
    {
        if (block.Layers.Any())
        {
            report(new(ErrorId.InputMisplaced, block.Layers[0].Source, $"The block {block.Type.Name} has the graph method '{graph.Name}': it says all layers, so remove '{LayerText.Of(block.Layers[0])}' or write it there", related));
            return false;
        }

        if (GraphFaults.Of(graph) is { } fault)
        {
            report(fault with { Related = new([.. fault.Related, .. related]) });
        }
        else if (graph.Fault is null && graph.Outputs.Count != 1)
        {
            report(new(ErrorId.Unreadable, graph.Source, $"The graph method of the block {block.Type.Name} must return one Symbol", related));
        }

        return graph.Fault is null && graph.Outputs.Count == 1;
    }

    /// <summary>A block on its own: values and names, since its input is not known.</summary>
    /// <param name="reachable">At least the blocks that its layers take.</param>
    public static EquatableArray<ModelError> Run(BlockSpec block, EquatableArray<BlockSpec> reachable)
    {
        var probe = new LayerSpec("Use", default, new SourceRef(block.Type.Key, -1), block.Type.Key);
        var all = new EquatableArray<BlockSpec>([.. reachable.Where(other => other.Type.Key != block.Type.Key), block]);
        var lowering = new Lowering(all, [probe]) { IsAlone = true };
        var nowhere = new GraphState(new GraphBuilder("nowhere"));
        lowering.LowerSequence(new SequenceScope(nowhere, default, "", null), [probe], null, LayerContext.Unknown);
        return new([.. lowering.Errors.Select(error => error with { Related = default })]);
    }
}
