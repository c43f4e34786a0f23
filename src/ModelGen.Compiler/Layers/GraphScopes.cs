using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>The scopes of a graph method: where the parameters of their layers stand, and what the layers are called.</summary>
internal static class GraphScopes
{
    /// <summary>Adds those scopes of the graph that are not there yet.</summary>
    /// <param name="report">Null where only types are asked for: then each call of a shared layer is its first.</param>
    public static void Extend(List<SequenceScope> scopes, GraphSpec graph, SequenceScope root, Action<ModelError>? report)
    {
        HashSet<int> called = report is null ? [] : [.. graph.Scopes.Select(scope => scope.First)];
        for (int i = scopes.Count; i < graph.Scopes.Count; i++)
        {
            ScopeSpec scope = graph.Scopes[i];
            SequenceScope parent = scope.Parent < 0 ? root : scopes[scope.Parent];
            bool isRight = scope.Name.Length == 0 || WeightNames.IsDotted(scope.Name);
            if (!isRight)
            {
                report?.Invoke(new(ErrorId.OutOfRange, scope.Source, $"The name \"{scope.Name}\" must be words of letters, digits, underscores and hyphens with dots between them, such as \"layer1.0\""));
            }

            if (scope.WeightName is { } weight && (WeightNames.Parse(weight) is null || WeightNames.HasBraces(weight)))
            {
                report?.Invoke(new(ErrorId.OutOfRange, scope.Source, $"The weight name \"{weight}\" must be words of letters, digits, underscores and hyphens with dots between them, or empty"));
            }

            scopes.Add(parent with
            {
                Path = new([.. parent.Path, .. isRight ? Members(scope.Name) : []]),
                File = ParameterDecl.Combine(parent.File, scope.WeightName ?? scope.Name),
                IsShared = parent.IsShared || scope.IsMethod || scope.First >= 0 || called.Contains(i),
                IsLater = parent.IsLater || (report is not null && scope.First >= 0),
            });
        }
    }

    /// <summary>One for each step. Layers are numbered within their scope; those of a later call of a shared layer have the names of the first.</summary>
    public static IReadOnlyList<LayerName> Names(GraphSpec graph, Action<ModelError> report)
    {
        int[] originals = Originals(graph);
        var names = new LayerName[graph.Steps.Count];
        var bySteps = Enumerable.Range(0, names.Length).GroupBy(i => graph.Steps[i].Scope).ToDictionary(group => group.Key, group => group.ToArray());
        foreach ((int scope, int[] steps) in bySteps.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key))
        {
            int original = scope < 0 ? scope : originals[scope];
            if (original == scope)
            {
                IReadOnlyList<LayerName> own = LayerNames.Assign([.. steps.Select(step => graph.Steps[step].Layer)], report);
                for (int i = 0; i < steps.Length; i++)
                {
                    names[steps[i]] = own[i];
                }

                continue;
            }

            // Reading makes the same steps each time but where a lambda sees another constant.
            int[] first = bySteps.TryGetValue(original, out int[]? found) ? found : [];
            for (int i = 0; i < steps.Length; i++)
            {
                if (i >= first.Length || graph.Steps[first[i]].Layer.Kind != graph.Steps[steps[i]].Layer.Kind)
                {
                    report(new(ErrorId.SharedMismatch, graph.Steps[steps[i]].Layer.Source, $"A shared layer does something else at this call: '{LayerText.Of(graph.Steps[steps[i]].Layer)}'"));
                    names[steps[i]] = new("layer", default, "");
                    continue;
                }

                names[steps[i]] = names[first[i]];
            }
        }

        return names;
    }

    /// <summary>For each scope the one whose parameters it has: itself, or its twin in the first call of the shared layer around it.</summary>
    private static int[] Originals(GraphSpec graph)
    {
        var originals = new int[graph.Scopes.Count];
        ILookup<int, int> children = Enumerable.Range(0, originals.Length).ToLookup(i => graph.Scopes[i].Parent);
        for (int i = 0; i < originals.Length; i++)
        {
            ScopeSpec scope = graph.Scopes[i];
            int parent = scope.Parent < 0 ? -1 : originals[scope.Parent];
            originals[i] = scope.First >= 0 ? originals[scope.First] : parent == scope.Parent ? i : Twin(i, scope.Parent, parent);
        }

        return originals;

        int Twin(int own, int parent, int other)
        {
            int place = children[parent].TakeWhile(child => child != own).Count();
            return children[other].Skip(place).DefaultIfEmpty(own).First();
        }
    }

    // layer1.0 is Layer1._0.
    private static IEnumerable<string> Members(string name) => name.Length == 0 ? [] : name.Split('.').Select(word => LayerNames.Member(word[0] is >= '0' and <= '9' ? "_" + word : word).Replace('-', '_'));
}
