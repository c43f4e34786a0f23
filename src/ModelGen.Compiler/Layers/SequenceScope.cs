using System;
using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>Where a sequence of layers is being lowered: the graph, and the prefix of its parameters' names.</summary>
/// <param name="User">Inside a block: the layer that uses it.</param>
internal sealed record SequenceScope(GraphState Graph, EquatableArray<string> Path, string File, SourceRef? User)
{
    public GraphBuilder Builder => Graph.Builder;

    /// <summary>The layers of the same graph that use the blocks around this sequence, outermost first.</summary>
    public IReadOnlyList<LayerSpec> Within { get; init; } = [];

    public SequenceScope Inside(LayerContext block, SourceRef user) => this with
    {
        Path = new([.. Path, .. block.FullName.Path]),
        File = ParameterDecl.Combine(File, block.FullName.File),
        User = User ?? user,
        Within = block.Layers,
    };

    public Value? Mask() => Graph.Mask();

    public int NextRandomSite(bool used) => used ? Graph.RandomSites++ : 0;

    /// <summary>The table of an Embedding that stands in the same declaration, further up.</summary>
    public (Value Value, LayerSpec Layer)? FindTable(string layer) => Builder.FindParameter(new([.. Path, LayerNames.Member(layer), "Weight"]), "Embedding");
}

/// <summary>What is shared by all scopes of one graph.</summary>
/// <param name="makeMask">Creates the padding mask at its first use; null for models without padding.</param>
internal sealed class GraphState(GraphBuilder builder, Func<GraphBuilder, Value>? makeMask)
{
    private readonly List<WindowMaskOp> _windows = [];
    private Value? _made;
    private Value? _mask;
    private int _applied;

    public GraphBuilder Builder { get; } = builder;

    public int RandomSites { get; set; }

    /// <summary>Windows over time that the sequence has gone through so far.</summary>
    public IReadOnlyList<WindowMaskOp> Windows => _windows;

    /// <summary>The padding mask behind all windows so far.</summary>
    public Value? Mask()
    {
        if (makeMask is null)
        {
            return null;
        }

        // Made once: a residual goes back to where nobody had asked for it yet, and a block's graph has one input for it.
        _made ??= makeMask(Builder);
        _mask ??= _made;
        for (; _applied < _windows.Count; _applied++)
        {
            _mask = Builder.Add(_windows[_applied], "mask", _mask);
        }

        return _mask;
    }

    /// <summary>The sequence went through windows: what follows has another mask.</summary>
    public void Window(WindowMaskOp op) => _windows.Add(op);

    /// <summary>Goes back to the mask of an earlier moment: behind a residual, whose other branch has no windows.</summary>
    public void Restore((int Windows, int Applied, Value? Mask) before)
    {
        _windows.RemoveRange(before.Windows, _windows.Count - before.Windows);
        (_applied, _mask) = (before.Applied, before.Mask);
    }

    public (int Windows, int Applied, Value? Mask) Save() => (_windows.Count, _applied, _mask);
}
