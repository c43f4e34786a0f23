using System;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>Where a sequence of layers is being lowered: the graph, and the prefix of its parameters' names.</summary>
/// <param name="User">Inside a block: the layer that uses it.</param>
internal sealed record SequenceScope(GraphState Graph, EquatableArray<string> Path, string File, SourceRef? User)
{
    public GraphBuilder Builder => Graph.Builder;

    public SequenceScope Inside(LayerName name, SourceRef user) =>
        this with { Path = new([.. Path, .. name.Path]), File = ParameterDecl.Combine(File, name.File), User = User ?? user };

    public Value? Mask() => Graph.Mask();

    public int NextRandomSite(bool used) => used ? Graph.RandomSites++ : 0;

    public Value FindParameter(string member) => Builder.FindParameter(member);
}

/// <summary>What is shared by all scopes of one graph.</summary>
/// <param name="makeMask">Creates the padding mask at its first use; null for models without padding.</param>
internal sealed class GraphState(GraphBuilder builder, Func<GraphBuilder, Value>? makeMask)
{
    private Value? _mask;

    public GraphBuilder Builder { get; } = builder;

    public int RandomSites { get; set; }

    public Value? Mask() => makeMask is null ? null : _mask ??= makeMask(Builder);
}
