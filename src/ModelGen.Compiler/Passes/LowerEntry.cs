using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A further graph method of a model: it predicts from other inputs, with parameters that the first one has in methods marked [Shared].</summary>
internal static class LowerEntry
{
    // Members that models have anyway.
    private static readonly HashSet<string> s_taken = ["Classes", "Probabilities"];

    /// <returns>Null after an error.</returns>
    public static LoweredModel? Run(ModelSpec spec, GraphSpec first, GraphSpec entry, Graph main, List<ModelError> errors, List<MissingVariant> missing)
    {
        int before = errors.Count;
        if (Fault(spec, first, entry) is { } fault)
        {
            errors.Add(fault);
            return null;
        }

        string name = CSharpNames.Pascal(CSharpNames.Unescape(entry.Name));
        var builder = new GraphBuilder(name);
        Value[] inputs = LowerGraph.Inputs(entry, builder, errors);
        if (errors.Count > before)
        {
            return null;
        }

        var lowering = new Lowering(spec.Blocks, [.. first.Steps.Select(step => step.Layer)]) { ModelName = spec.Type.Name, LengthPrefix = name, Children = Children(main), Missing = missing };
        IReadOnlyList<Value> outputs = new GraphSteps(lowering, new SequenceScope(new GraphState(builder), default, "", null), entry).Run(inputs);
        errors.AddRange(lowering.Errors.Where(error => !errors.Any(known => known.Id == error.Id && known.Source == error.Source)));
        errors.AddRange(GraphFaults.Of(entry) is { } stopped ? [stopped] : []);
        if (errors.Count > before || entry.Fault is not null || outputs.Any(output => output.IsUnknown))
        {
            return null;
        }

        Graph graph = builder.Build(OwnResults.Run(builder, outputs));
        if ((LowerGraph.NoNumbers(entry, outputs) ?? graph.Declarations.Select(declaration => Owned(declaration, first, entry, main)).FirstOrDefault(error => error is not null)) is { } wrong)
        {
            errors.Add(wrong);
            return null;
        }

        return new(spec.Type, graph, null, []) { Lengths = lowering.Lengths, OutputNames = LowerGraph.OutputNames(entry) };
    }

    private static ModelError? Fault(ModelSpec spec, GraphSpec first, GraphSpec entry)
    {
        if (s_taken.Contains(CSharpNames.Pascal(entry.Name)) || spec.Entries.First(other => other.Name == entry.Name) != entry || entry.Name == first.Name)
        {
            return new(ErrorId.DuplicateName, entry.Source, $"The graph method '{entry.Name}' gives a member Predict{CSharpNames.Pascal(entry.Name)}, and the model {spec.Type.Name} has one already: give it another name", new(first.Source));
        }

        return entry.Fault is null && !Shared(entry).Intersect(Shared(first)).Any()
            ? new(ErrorId.Unreadable, entry.Source, $"The graph method '{entry.Name}' shares no layer with '{first.Name}', which trains: put the layers of both into a method marked [Shared] and call it in both, or make '{entry.Name}' a model of its own", new(first.Source))
            : GraphNames.Fault(entry, null);
    }

    private static IEnumerable<string> Shared(GraphSpec graph) => graph.Scopes.Where(scope => scope.IsMethod).Select(scope => LayerNames.Member(scope.Name));

    // How the first method calls the graphs of its blocks: what the parameters' classes are called.
    private static Dictionary<string, string> Children(Graph main)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(main, "");
        return found;

        void Add(Graph graph, string path)
        {
            foreach (ChildGraph child in graph.Children)
            {
                string own = path + "/" + child.Member;
                if (!found.ContainsKey(own))
                {
                    found.Add(own, child.Graph.Name);
                    Add(child.Graph, own);
                }
            }
        }
    }

    /// <summary>Each parameter must be one that the first method has, in a shared method of both.</summary>
    private static ModelError? Owned(Declaration declaration, GraphSpec first, GraphSpec entry, Graph main)
    {
        LayerSpec layer = declaration.Layer!;
        EquatableArray<string> path = declaration.Parameter?.Path ?? declaration.Child!.Path;
        Declaration? known = main.Declarations.FirstOrDefault(other => (other.Parameter?.Path ?? other.Child!.Path) == path);
        if (known is null || !Shared(entry).Contains(path[0]) || !Shared(first).Contains(path[0]))
        {
            return new(ErrorId.Unreadable, layer.Source, $"'{LayerText.Of(layer)}' of the graph method '{entry.Name}' has parameters that '{first.Name}' does not train: put it into a method marked [Shared] that both call", new(first.Source));
        }

        return Same(declaration, known) ? null : new(ErrorId.SharedMismatch, layer.Source, $"'{LayerText.Of(layer)}' of a shared method has other parameters in the graph method '{entry.Name}' than in '{first.Name}'", new(known.Layer!.Source));
    }

    private static bool Same(Declaration one, Declaration other) => (one, other) switch
    {
        ({ Parameter: { } a }, { Parameter: { } b }) => a.Sizes == b.Sizes && a.IsBuffer == b.IsBuffer,
        ({ Child: { } a }, { Child: { } b }) => a.Count == b.Count && a.IsArray == b.IsArray && a.Graph.Declarations.Count == b.Graph.Declarations.Count && a.Graph.Declarations.Zip(b.Graph.Declarations, Same).All(same => same),
        _ => false,
    };
}
