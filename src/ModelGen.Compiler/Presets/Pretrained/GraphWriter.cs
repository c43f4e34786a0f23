using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The steps of a model's graph; the first values are its inputs.</summary>
/// <param name="count">Of the inputs.</param>
internal sealed class GraphWriter(Family family, int count = 2)
{
    private readonly List<StepSpec> _steps = [];
    private readonly List<ScopeSpec> _scopes = [];

    /// <summary>One layer, with one set of parameters, of two values.</summary>
    public (int First, int Second) Shared(LayerSpec layer, int first, int second)
    {
        _scopes.Add(new(-1, "", family.Attribute.Source));
        _scopes.Add(new(-1, "", family.Attribute.Source, First: 0));
        _steps.Add(new(layer, new(first), Scope: 0));
        _steps.Add(new(layer, new(second), Scope: 1));
        return (Last - 1, Last);
    }

    public int Run(int from, IEnumerable<LayerSpec?> layers) => layers.OfType<LayerSpec>().Aggregate(from, (x, layer) => Step(layer, x));

    public int Step(LayerSpec layer, params int[] operands)
    {
        _steps.Add(new(layer, new(operands)));
        return Last;
    }

    public GraphSpec Graph(int result, params (string Name, LayerSpec Declaration)[] inputs)
    {
        SourceRef source = family.Attribute.Source;
        return new("Forward", source, new([.. inputs.Select(input => new InputSpec(input.Name, source, input.Declaration))]), new([.. _steps]), new([.. _scopes]), new(new OutputSpec("output", result, source)));
    }

    private int Last => count + _steps.Count - 1;
}
