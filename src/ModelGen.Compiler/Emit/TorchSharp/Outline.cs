using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>
/// Gives the classes of name segments their share of the graph, as one writes modules by hand: <c>attn</c> gets everything from its
/// first projection to its last, if that has one result and nothing of another module in between. A segment for which this does
/// not hold only keeps its members.
/// </summary>
internal static class Outline
{
    public static void Run(TorchClass owner, List<TorchStep> steps, IReadOnlyList<Value> outputs, IReadOnlyDictionary<Value, IReadOnlyList<string>> stems)
    {
        foreach (TorchClass segment in owner.Members.Where(member => member is { IsBlock: false, Class: not null }).Select(member => member.Class!))
        {
            string prefix = segment.Path + ".";
            int first = steps.FindIndex(step => step.Stems.Any(IsInside));
            int last = steps.FindLastIndex(step => step.Stems.Any(IsInside));
            if (first < 0)
            {
                continue;
            }

            List<TorchStep> run = steps.GetRange(first, last - first + 1);
            bool isClosed = run.All(step => step.Stems.All(IsInside) && step.Parameters.All(parameter => stems[parameter].All(IsInside)));
            var defined = new HashSet<Value>(run.SelectMany(step => step.Outputs));
            List<Value> inputs = [.. run.SelectMany(step => step.Inputs).Where(value => !defined.Contains(value)).Distinct()];
            List<Value> results = [.. run.SelectMany(step => step.Outputs).Where(value => outputs.Contains(value) || steps.Skip(last + 1).Any(step => step.Inputs.Contains(value)))];
            bool isCallable = isClosed && results.Count == 1 && inputs.Count is 1 or 2 && inputs.Skip(1).All(ForwardWriter.IsMask) && !ForwardWriter.IsMask(inputs[0]);
            if (!isCallable || segment.IsList)
            {
                Run(segment, steps, outputs, stems);
                continue;
            }

            Run(segment, run, results, stems);
            segment.Forward(inputs, run, results[0]);
            steps.RemoveRange(first, last - first + 1);
            steps.Insert(first, new(null, segment, inputs, results[0], [segment.Path]));

            bool IsInside(string stem) => stem.StartsWith(prefix, System.StringComparison.Ordinal);
        }
    }
}
