using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Writes down what a graph method does while it is read.</summary>
internal sealed class GraphRecorder
{
    private readonly List<InputSpec> _inputs = [];
    private readonly List<StepSpec> _steps = [];
    private readonly List<ScopeSpec> _scopes = [];
    private int _values;

    /// <summary>The scope that steps stand in now; -1: none.</summary>
    public int Scope { get; private set; } = -1;

    public int InputCount => _inputs.Count;

    public TensorValue Input(InputSpec input)
    {
        _inputs.Add(input);
        return new(_values++);
    }

    public IReadOnlyList<TensorValue> Add(LayerSpec layer, IReadOnlyList<int> operands, int results = 1)
    {
        _steps.Add(new(layer, new([.. operands]), Scope, results));
        return [.. Enumerable.Range(0, results).Select(_ => new TensorValue(_values++))];
    }

    /// <returns>The scope that was open before.</returns>
    public int Open(ScopeSpec scope)
    {
        int before = Scope;
        Scope = _scopes.Count;
        _scopes.Add(scope);
        return before;
    }

    public void Close(int before) => Scope = before;

    public GraphSpec Build(string name, SourceRef source, IEnumerable<OutputSpec> outputs, ReadingFault? fault = null) =>
        new(name, source, new([.. _inputs]), new([.. _steps]), new([.. _scopes]), new([.. outputs]), fault);
}
