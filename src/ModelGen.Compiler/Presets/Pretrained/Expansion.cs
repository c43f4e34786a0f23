using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>A model as layers, and the blocks that they use.</summary>
/// <param name="PassedOver">Beginnings of names of tensors that files of the family have and this model leaves: those of a head that another replaces.</param>
internal sealed record Expansion(IReadOnlyList<LayerSpec?> Layers, IReadOnlyList<BlockSpec> Blocks, IReadOnlyList<string> PassedOver)
{
    /// <summary>Beginnings of names of the head's tensors, where it is not the published one: a file may lack them.</summary>
    public IReadOnlyList<string> NewHeads { get; init; } = [];

    /// <summary>What <see cref="Layers"/>, then heads alone, do not say; null for a pipeline.</summary>
    public GraphSpec? Graph { get; init; }

    public ModelSpec Apply(ModelSpec spec)
    {
        LayerSpec[] layers = [.. Layers.OfType<LayerSpec>()];
        ModelSpec expanded = spec with { Layers = new(layers), Blocks = new([.. Blocks]), PassedOver = new([.. PassedOver]), NewHeads = new([.. NewHeads]) };

        if (Graph is not null)
        {
            return expanded with { Graph = Graph };
        }

        // Operations belong to graph methods: what has one is the graph of its layers.
        return layers.Any(layer => layer.Kind is "Normalize" or "Multiply") ? AsGraph(expanded, layers) : expanded;
    }

    private static ModelSpec AsGraph(ModelSpec spec, LayerSpec[] layers)
    {
        SourceRef source = layers[0].Source;
        LayerSpec[] steps = [.. layers.Skip(1).Where(layer => !Compiler.Layers.Roles.IsHead(layer))];
        GraphSpec graph = new(
            "Forward",
            source,
            new(new InputSpec("ids", source, layers[0])),
            new([.. steps.Select((layer, i) => new StepSpec(layer, new(i)))]),
            default,
            new(new OutputSpec("output", steps.Length, source)));
        return spec with { Layers = new([.. layers.Where(Compiler.Layers.Roles.IsHead)]), Graph = graph };
    }
}
