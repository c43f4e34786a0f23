using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>The table of a model's layers, made while they are lowered: each with the parameters and the work that came with it.</summary>
internal sealed class LayerRows(GraphBuilder builder)
{
    private readonly List<LayerRow> _rows = [];
    private int _nodes;
    private long _parameters;

    public IReadOnlyList<LayerRow> Rows => _rows;

    public void Add(LayerSpec layer, LayerName name, Value y)
    {
        long total = builder.ParameterCount;
        _rows.Add(new(name.Path.Count > 0 ? name.Path[0] : CSharpNames.Pascal(name.Local), layer, y, total - _parameters, [.. builder.Nodes.Skip(_nodes)]));
        (_nodes, _parameters) = (builder.Nodes.Count, total);
    }
}
