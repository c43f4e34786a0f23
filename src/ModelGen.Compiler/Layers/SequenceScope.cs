using System;
using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>Where a sequence of layers is being lowered: the graph, and the prefix of its parameters' names.</summary>
/// <param name="User">Inside a block: the layer that uses it.</param>
internal sealed record SequenceScope(GraphState Graph, EquatableArray<string> Path, string File, SourceRef? User)
{
    public GraphBuilder Builder => Graph.Builder;

    /// <summary>The layers of the same graph that use the blocks around this sequence, outermost first.</summary>
    public IReadOnlyList<LayerSpec> Within { get; init; } = [];

    /// <summary>Where the graph at hand is called: the members of the graphs around it.</summary>
    public string Place { get; init; } = "";

    /// <summary>Within a shared layer.</summary>
    public bool IsShared { get; init; }

    /// <summary>Within a later call of a shared layer: its parameters are there.</summary>
    public bool IsLater { get; init; }

    public SequenceScope Inside(LayerContext block, SourceRef user) => this with
    {
        Path = new([.. Path, .. block.FullName.Path]),
        File = ParameterDecl.Combine(File, block.FullName.File),
        User = User ?? user,
        Within = block.Layers,
    };

    public int NextRandomSite(bool used) => used ? Graph.RandomSites++ : 0;

    /// <summary>The table of an Embedding that stands in the same declaration, further up.</summary>
    public (Value Value, LayerSpec Layer)? FindTable(string layer) => Builder.FindParameter(new([.. Path, LayerNames.Member(layer), "Weight"]), "Embedding");
}

/// <summary>What is shared by all scopes of one graph.</summary>
internal sealed class GraphState(GraphBuilder builder)
{
    public GraphBuilder Builder { get; } = builder;

    public int RandomSites { get; set; }
}
