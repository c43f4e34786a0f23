using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Gives the layers of one declaration their names: the user's <c>Name</c>, or the attribute's (a block's class name), numbered
/// when it occurs more than once.
/// </summary>
internal static class LayerNames
{
    public static IReadOnlyList<LayerName> Assign(IReadOnlyList<LayerSpec> layers, Action<ModelError> report)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (LayerSpec layer in layers)
        {
            if (Explicit(layer) is not { } wanted)
            {
                continue;
            }

            if (!CSharpNames.IsIdentifier(wanted))
            {
                report(new(ErrorId.OutOfRange, layer.Source.At("Name"), $"Name \"{wanted}\" of '{LayerText.Of(layer)}' must be an identifier of letters, digits and underscores"));
            }
            else if (!taken.Add(CSharpNames.Pascal(wanted)))
            {
                report(new(ErrorId.DuplicateName, layer.Source.At("Name"), $"Two layers are named \"{wanted}\": names in Parameters and weight files must differ"));
            }
        }

        var names = new List<LayerName>();
        foreach (LayerSpec layer in layers)
        {
            string name = Explicit(layer) is { } wanted && CSharpNames.IsIdentifier(wanted) ? wanted : Automatic(layer, layers, taken);
            // A preset may flatten the tree (Member = "") and names files as Hugging Face does (File).
            EquatableArray<string> path = layer.Text("Member") is "" ? default : new(Member(name));
            names.Add(new(CSharpNames.Camel(name), path, layer.Text("File") ?? CSharpNames.Camel(name)));
        }

        return names;
    }

    private static string? Explicit(LayerSpec layer) => layer.Text("Name");

    private static string Automatic(LayerSpec layer, IReadOnlyList<LayerSpec> layers, HashSet<string> taken)
    {
        string name = BaseName(layer);
        if (layers.Count(other => Explicit(other) is null && BaseName(other) == name) == 1 && taken.Add(name))
        {
            return CSharpNames.Camel(name);
        }

        int number = 1;
        while (!taken.Add(name + number))
        {
            number++;
        }

        return CSharpNames.Camel(name + number);
    }

    private static string BaseName(LayerSpec layer) =>
        CSharpNames.Pascal(layer.Block is { } block ? block.Substring(block.LastIndexOfAny(['.', '+']) + 1) : layer.Kind);

    // Members that every class has already.
    private static string Member(string name) => CSharpNames.Pascal(name) switch
    {
        "Equals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone" or "Finalize" or "ReferenceEquals" => CSharpNames.Pascal(name) + "Layer",
        // Emitted classes are called so.
        string member => member == "ParameterTree" || member.EndsWith("Parameters", StringComparison.Ordinal) ? member + "Layer" : member,
    };
}
