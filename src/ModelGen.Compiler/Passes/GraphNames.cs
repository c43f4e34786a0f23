using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>The names of a graph method's inputs and outputs and of its objective's targets become parameters of emitted members, side by side with those that every member has.</summary>
internal static class GraphNames
{
    private static readonly HashSet<string> s_taken = new(StringComparer.Ordinal)
    {
        "workspace", "weights", "outputs", "output", "batch", "loss", "step", "values", "classes",
        "arena", "count", "dLoss", "dOutput", "result", "saved", "scratch", // what members call their own values
    };

    private static readonly string[] s_derived = ["Values", "Output", "Result"];

    /// <summary>Parameters and values that members of every model have.</summary>
    public static IEnumerable<string> Taken => s_taken;

    /// <returns>The first clash, or null.</returns>
    /// <param name="loss">The [Loss] of the class, which has a target.</param>
    public static ModelError? Fault(GraphSpec graph, GraphSpec? objective, LayerSpec? loss = null)
    {
        IEnumerable<(string Name, string Role, SourceRef Source)> all =
        [
            .. loss is null ? [] : new[] { ("target", "target", loss.Source) },
            .. graph.Inputs.Select(input => (input.Name, "input", input.Source)),
            .. graph.Outputs.Count > 1 ? graph.Outputs.Select(output => (output.Name, "output", output.Source)) : [],
            .. objective?.Inputs.Where(input => input.Declaration is not null).Select(input => (input.Name, "target", input.Source)) ?? [],
        ];
        HashSet<string> derived = [.. all.SelectMany(each => s_derived.Select(end => CSharpNames.Camel(CSharpNames.Unescape(each.Name)) + end))];
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string role, SourceRef source) in all)
        {
            string parameter = CSharpNames.Camel(CSharpNames.Unescape(name));
            if (known.TryGetValue(parameter, out string? other))
            {
                return new(ErrorId.DuplicateName, source, $"The {role} '{name}' is called as the {other}: members of the model have both as parameters, so give it another name");
            }

            bool isSeed = parameter == "seed" && graph.Steps.Any(step => step.Layer.Kind is "Normal" or "Uniform");
            if (isSeed || s_taken.Contains(parameter) && !(role == "output" && parameter == "output") || parameter.EndsWith("Gradient", StringComparison.Ordinal) || derived.Contains(parameter))
            {
                return new(ErrorId.DuplicateName, source, $"The {role} '{name}' is called as a parameter or value that members of the model have, or ends as those of gradients do: give it another name");
            }

            known.Add(parameter, $"{role} '{name}'");
        }

        return null;
    }
}
