using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Which layer stands directly before which, and which is last. A block that is used once, with <c>Use</c>, is part of its user's
/// sequence. Any other block begins and ends on its own: what stands around one of its uses does not stand around the others, and a
/// residual's output is a sum. In a graph method a layer stands before another where nobody else takes its value.
/// </summary>
internal sealed class Neighbours
{
    private readonly ModelSpec _spec;
    private readonly HashSet<string> _seen = [];
    private readonly List<(PlacedLayer Before, PlacedLayer After)> _pairs = [];

    private Neighbours(ModelSpec spec) => _spec = spec;

    public IReadOnlyList<(PlacedLayer Before, PlacedLayer After)> Pairs => _pairs;

    /// <summary>For each output of the model the layer that makes it; null where that is a block.</summary>
    public IReadOnlyList<PlacedLayer?> Last { get; private set; } = [];

    public static Neighbours Of(ModelSpec spec)
    {
        Neighbours found = new(spec);
        found.Last = spec.Graph is { } graph ? found.Visit(graph, user: null).Last : [found.Visit(spec.Layers.Where(Roles.IsLayer), user: null).Last];
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

    private (PlacedLayer? First, IReadOnlyList<PlacedLayer?> Last) Visit(GraphSpec graph, SourceRef? user)
    {
        ILookup<int, StepSpec> takers = graph.Steps.SelectMany(step => step.Operands.Select(operand => (operand, step))).ToLookup(use => use.operand, use => use.step);
        var firsts = new Dictionary<StepSpec, PlacedLayer?>(ByReference.Instance);
        var lasts = new List<PlacedLayer?>(graph.Inputs.Select(_ => (PlacedLayer?)null));
        foreach (StepSpec step in graph.Steps)
        {
            (PlacedLayer? first, PlacedLayer? last) = VisitOne(step.Layer, user);
            firsts[step] = first;
            bool isAlone = step.Operands.Count > 0 && takers[step.Operands[0]].Count() == 1;
            if (isAlone && lasts[step.Operands[0]] is { } before && first is not null)
            {
                _pairs.Add((before, first));
            }

            lasts.AddRange(Enumerable.Repeat(step.Results == 1 ? last : null, step.Results));
        }

        StepSpec[] entry = [.. takers[0]];
        return (entry.Length == 1 && entry[0].Operands[0] == 0 ? firsts[entry[0]] : null, [.. graph.Outputs.Select(output => output.Value < 0 ? null : lasts[output.Value])]);
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

        (PlacedLayer?, PlacedLayer?) ends;
        if (used.Graph is { Fault: null } graph)
        {
            (PlacedLayer? first, IReadOnlyList<PlacedLayer?> last) = Visit(graph, user ?? layer.Source);
            ends = (first, last.FirstOrDefault());
        }
        else
        {
            ends = Visit(used.Layers, user ?? layer.Source);
        }

        return layer.Kind == "Use" && Uses(key) == 1 ? ends : default;
    }

    private int Uses(string key) => (_spec.Graph?.Steps.Select(step => step.Layer) ?? _spec.Layers).Concat(_spec.Blocks.SelectMany(block => block.Steps)).Count(layer => layer.Block == key);

    // Two equal steps are two.
    private sealed class ByReference : IEqualityComparer<StepSpec>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(StepSpec x, StepSpec y) => ReferenceEquals(x, y);

        public int GetHashCode(StepSpec step) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(step);
    }
}
