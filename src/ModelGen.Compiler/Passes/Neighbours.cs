using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Which layer stands directly before which, and which is last. A block that is used once, with <c>Use</c>, is part of its user's
/// sequence. Any other block begins and ends on its own: what stands around one of its uses does not stand around the others, and a
/// residual's output is a sum.
/// </summary>
internal sealed class Neighbours
{
    private readonly ModelSpec _spec;
    private readonly HashSet<string> _seen = [];
    private readonly List<(PlacedLayer Before, PlacedLayer After)> _pairs = [];

    private Neighbours(ModelSpec spec) => _spec = spec;

    public IReadOnlyList<(PlacedLayer Before, PlacedLayer After)> Pairs => _pairs;

    /// <summary>The layer whose output is the model's; null where that is a block's.</summary>
    public PlacedLayer? Last { get; private set; }

    public static Neighbours Of(ModelSpec spec)
    {
        Neighbours found = new(spec);
        found.Last = found.Visit(spec.Layers.Where(Roles.IsLayer), user: null).Last;
        return found;
    }

    public PlacedLayer? Before(PlacedLayer layer) => _pairs.Where(pair => ReferenceEquals(pair.After, layer)).Select(pair => pair.Before).FirstOrDefault();

    private (PlacedLayer? First, PlacedLayer? Last) Visit(IEnumerable<LayerSpec> layers, SourceRef? user)
    {
        (PlacedLayer? First, PlacedLayer? Last)? whole = null;
        foreach (LayerSpec layer in layers)
        {
            (PlacedLayer? first, PlacedLayer? last) = VisitOne(layer, user);
            if (whole?.Last is { } before && first is not null)
            {
                _pairs.Add((before, first));
            }

            whole = (whole is null ? first : whole.Value.First, last);
        }

        return whole ?? default;
    }

    private (PlacedLayer? First, PlacedLayer? Last) VisitOne(LayerSpec layer, SourceRef? user)
    {
        if (layer.Block is not { } key)
        {
            PlacedLayer placed = new(layer, user);
            return (placed, placed);
        }

        if (!_seen.Add(key) || _spec.Blocks.FirstOrDefault(block => block.Type.Key == key) is not { } used)
        {
            return default;
        }

        (PlacedLayer?, PlacedLayer?) ends = Visit(used.Layers, user ?? layer.Source);
        return layer.Kind == "Use" && Uses(key) == 1 ? ends : default;
    }

    private int Uses(string key) => _spec.Layers.Concat(_spec.Blocks.SelectMany(block => block.Layers)).Count(layer => layer.Block == key);
}
