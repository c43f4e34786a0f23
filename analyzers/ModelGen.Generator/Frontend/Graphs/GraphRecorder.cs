using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Writes down what a graph method does while it is read.</summary>
internal sealed class GraphRecorder
{
    private readonly GrowingArray<InputSpec> _inputs = new();
    private readonly GrowingArray<StepSpec> _steps = new();
    private readonly GrowingArray<ScopeSpec> _scopes = new();
    private readonly GrowingArray<ReadingNote> _notes = new();
    private readonly HashSet<ReadingNote> _noted = [];
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

    /// <summary>The values that each statement gave, each time that it was carried out.</summary>
    public Dictionary<SyntaxNode, List<int[]>> Statements { get; } = [];

    public void Gave(SyntaxNode statement, GraphValue? result)
    {
        int[] values = result switch
        {
            TensorValue tensor => [tensor.Number],
            ListValue list when list.Items.All(item => item is TensorValue) => [.. list.Items.Select(item => ((TensorValue)item).Number)],
            _ => [],
        };
        if (values.Length == 0)
        {
            return;
        }

        if (!Statements.TryGetValue(statement, out List<int[]>? times))
        {
            Statements.Add(statement, times = []);
        }

        times.Add(values);
    }

    public void Note(SourceRef source, string message)
    {
        var note = new ReadingNote(source, message);
        if (_noted.Add(note))
        {
            _notes.Add(note); // once for all turns of a loop
        }
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
        new(name, source, _inputs.SoFar, _steps.SoFar, _scopes.SoFar, new([.. outputs]), fault) { Notes = _notes.SoFar };
}
