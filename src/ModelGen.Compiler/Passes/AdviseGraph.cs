using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Advice about graph methods: what they do not use, remainders that were dropped, and losses of an objective that get what they make themselves.</summary>
internal static class AdviseGraph
{
    public static IEnumerable<ModelError> Run(ModelSpec spec, IReadOnlyList<TensorType> outputs, Neighbours neighbours)
    {
        var advice = new List<ModelError>();
        if (spec.Graph is { Fault: null } graph)
        {
            advice.AddRange(Unused.Run(graph, [.. spec.Objective?.Inputs.Select(input => input.Name) ?? []]));
            advice.AddRange(Remainders(graph));
            if (spec.Objective is { Fault: null } objective)
            {
                advice.AddRange(Losses(graph, objective, outputs, neighbours));
                advice.AddRange(Unused.Run(objective, [], isObjective: true));
                advice.AddRange(Remainders(objective));
            }
        }

        foreach (GraphSpec own in spec.Blocks.Select(block => block.Graph).Where(own => own is { Fault: null }).Select(own => own!))
        {
            advice.AddRange(Unused.Run(own, []));
            advice.AddRange(Remainders(own));
        }

        return advice;
    }

    private static IEnumerable<ModelError> Remainders(GraphSpec graph) => graph.Notes.Select(note => new ModelError(ErrorId.RemainderDropped, note.Source, note.Message));

    private static IEnumerable<ModelError> Losses(GraphSpec graph, GraphSpec objective, IReadOnlyList<TensorType> outputs, Neighbours neighbours)
    {
        var reach = new Reach(objective);
        string[] names = [.. graph.Outputs.Select(output => CSharpNames.Camel(output.Name))];
        foreach (StepSpec step in objective.Steps.Where(step => step.Layer.Kind is "CrossEntropy" or "BinaryCrossEntropy" && step.Operands.Count > 0))
        {
            int value = step.Operands[0];
            if (reach.Maker(value) is >= 0 and var maker)
            {
                foreach (ModelError found in Advise.Logits(step.Layer.Kind, step.Layer.Kind, step.Layer.Source, new(objective.Steps[maker].Layer, null), neighbours))
                {
                    yield return found;
                }

                continue;
            }

            int output = Array.IndexOf(names, objective.Inputs[value].Name);
            if (output < 0)
            {
                continue;
            }

            foreach (ModelError found in Advise.Logits(step.Layer.Kind, step.Layer.Kind, step.Layer.Source, neighbours.Last[output], neighbours))
            {
                yield return found;
            }

            if (step.Layer.Kind == "CrossEntropy" && outputs[output] is { EndsInFeature: true, Last.Size: { IsConstant: true, Constant: 1 } } one)
            {
                yield return new(
                    ErrorId.ClassesMeanNothing, step.Layer.Source, $"CrossEntropy of one class is always 0, and '{objective.Inputs[value].Name}' is {one.ExampleText}: end in one output per class, or take BinaryCrossEntropy");
            }
        }
    }
}
