using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>What a graph method's values depend on.</summary>
internal sealed class Reach
{
    private readonly GraphSpec _graph;
    private readonly int[] _makers;

    public Reach(GraphSpec graph)
    {
        _graph = graph;
        _makers = [.. graph.Inputs.Select(_ => -1), .. graph.Steps.SelectMany((step, i) => Enumerable.Repeat(i, step.Results))];
    }

    /// <summary>The step that makes a value; -1 for an input.</summary>
    public int Maker(int value) => _makers[value];

    /// <summary>The steps and inputs that these values depend on, the values' own makers counted. Inputs are their complement: ~0, ~1.</summary>
    public HashSet<int> Behind(IEnumerable<int> values)
    {
        var found = new HashSet<int>();
        var pending = new Stack<int>(values.Select(Node));
        while (pending.Count > 0)
        {
            int node = pending.Pop();
            if (found.Add(node) && node >= 0)
            {
                foreach (int operand in _graph.Steps[node].Operands)
                {
                    pending.Push(Node(operand));
                }
            }
        }

        return found;
    }

    private int Node(int value) => _makers[value] < 0 ? ~value : _makers[value];

    /// <returns>The first output that depends on no input, as an error.</returns>
    public static ModelError? Nothing(GraphSpec graph)
    {
        var reach = new Reach(graph);
        foreach (OutputSpec output in graph.Outputs)
        {
            if (reach.Behind([output.Value]).All(node => node >= 0))
            {
                LayerSpec last = graph.Steps[reach.Maker(output.Value)].Layer;
                return new(ErrorId.InputMissing, last.Source, $"No input reaches the output '{output.Name}' of '{graph.Name}', which is the same for all examples: make it of an input", new(output.Source));
            }
        }

        return null;
    }
}
