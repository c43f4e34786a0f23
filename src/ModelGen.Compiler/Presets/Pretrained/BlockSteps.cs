using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The steps of a block's graph; the first values are its inputs.</summary>
internal sealed class BlockSteps(Family family, params string[] inputs)
{
    private readonly string[] _inputs = inputs.Length == 0 ? ["x"] : inputs;
    private readonly List<StepSpec> _steps = [];

    /// <summary>Layers one after another.</summary>
    /// <returns>The number of the last one's result.</returns>
    public int Run(int from, params LayerSpec?[] layers) => layers.OfType<LayerSpec>().Aggregate(from, (x, layer) => Step(layer, x));

    /// <inheritdoc cref="Run(int, LayerSpec?[])"/>
    public int Run(int from, IEnumerable<LayerSpec> layers, LayerSpec? last) => Run(from, [.. layers, last]);

    public int Add(int a, int b) => Step(family.Layer("Add"), a, b);

    public BlockSpec Block(string name, int result)
    {
        SourceRef source = family.Attribute.Source;
        var graph = new GraphSpec("Forward", source, new([.. _inputs.Select(input => new InputSpec(input, source))]), new([.. _steps]), default, new(new OutputSpec("output", result, source)));
        return family.Writer.Block(name) with { Graph = graph };
    }

    public int Step(LayerSpec layer, params int[] operands)
    {
        _steps.Add(new(layer, new(operands)));
        return _inputs.Length + _steps.Count - 1;
    }
}
