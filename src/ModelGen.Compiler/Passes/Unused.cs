using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Advice about what a graph method makes and does not use: one for each value at which a chain of such values ends, and one for each input that nobody reads.</summary>
internal static class Unused
{
    /// <param name="read">Names of inputs that are read elsewhere: by the objective.</param>
    public static IEnumerable<ModelError> Run(GraphSpec graph, IReadOnlyCollection<string> read, bool isObjective = false)
    {
        string whole = isObjective ? "No loss" : "No output";
        var reach = new Reach(graph);
        HashSet<int> live = reach.Behind(graph.Outputs.Select(output => output.Value));
        var consumed = new HashSet<int>(graph.Steps.SelectMany(step => step.Operands));
        for (int i = 0; i < graph.Inputs.Count; i++)
        {
            InputSpec input = graph.Inputs[i];
            if (!live.Contains(~i) && !consumed.Contains(i) && !read.Contains(input.Name))
            {
                yield return new(ErrorId.NothingDependsOnIt, input.Source, $"{whole} depends on the {(input.Declaration is null ? "parameter" : isObjective ? "target" : "input")} '{input.Name}': use it, or remove it");
            }
        }

        // A helper that is called twice, or a turn of a loop, is the same text.
        var alive = new HashSet<SourceRef>(graph.Steps.Where((_, i) => live.Contains(i)).Select(step => step.Layer.Source));
        int value = graph.Inputs.Count;
        for (int i = 0; i < graph.Steps.Count; i++)
        {
            int first = value;
            value += graph.Steps[i].Results;
            if (live.Contains(i) || Enumerable.Range(first, graph.Steps[i].Results).Any(consumed.Contains))
            {
                continue;
            }

            int[] owners = [.. reach.Behind([first]).Where(step => step >= 0 && !live.Contains(step) && Owns(graph, step, alive))];
            LayerSpec last = graph.Steps[i].Layer;
            if (owners.Length > 0)
            {
                LayerSpec layer = graph.Steps[owners.Max()].Layer;
                yield return new(ErrorId.NothingDependsOnIt, layer.Source, $"{whole} depends on '{LayerText.Of(layer)}', so its parameters are never trained: use its result, or remove it");
            }
            else if (!alive.Contains(last.Source))
            {
                yield return new(ErrorId.ValueUnused, last.Source, $"The value of '{LayerText.Of(last)}' is not used: use it, or remove the call");
            }
        }
    }

    /// <summary>It has parameters that no other call shares.</summary>
    private static bool Owns(GraphSpec graph, int step, HashSet<SourceRef> alive)
    {
        StepSpec made = graph.Steps[step];
        if (made.Layer.Kind != "Weights" && LayerTable.Find(made.Layer.Kind)?.IsNamed != true)
        {
            return false;
        }

        bool isShared = false;
        for (int scope = made.Scope; scope >= 0; scope = graph.Scopes[scope].Parent)
        {
            int own = scope;
            isShared |= graph.Scopes[scope].First >= 0 || graph.Scopes.Any(other => other.First == own);
        }

        return !isShared || !alive.Contains(made.Layer.Source);
    }
}
