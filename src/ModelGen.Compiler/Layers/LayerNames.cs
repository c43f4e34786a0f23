using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

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
            else if (!taken.Add(Member(wanted)))
            {
                report(new(ErrorId.DuplicateName, layer.Source.At("Name"), $"Two layers are named \"{wanted}\": names in Parameters and weight files must differ"));
            }
        }

        // How many layers share an automatic name, and the last number given to one.
        Dictionary<string, int> sharers = layers.Where(layer => Explicit(layer) is null).GroupBy(BaseName).ToDictionary(group => group.Key, group => group.Count());
        var numbers = new Dictionary<string, int>();
        var names = new List<LayerName>();
        foreach (LayerSpec layer in layers)
        {
            string name = Explicit(layer) is { } wanted && CSharpNames.IsIdentifier(wanted) ? wanted : Automatic(BaseName(layer));
            // A preset may flatten the tree (Member = "") and names files as Hugging Face does (File).
            EquatableArray<string> path = layer.Text("Member") is "" ? default : new(Member(name));
            names.Add(new(CSharpNames.Camel(name), path, layer.Text("File") ?? CSharpNames.Camel(name)));
        }

        return names;

        string Automatic(string name)
        {
            if (sharers.TryGetValue(name, out int count) && count == 1 && taken.Add(Member(name)))
            {
                return name;
            }

            int number = numbers.TryGetValue(name, out int last) ? last : 0;
            do
            {
                number++;
            }
            while (!taken.Add(Member(name + number.ToString(System.Globalization.CultureInfo.InvariantCulture))));

            numbers[name] = number;
            return name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static string? Explicit(LayerSpec layer) => layer.Text("Name");

    private static string BaseName(LayerSpec layer) =>
        CSharpNames.Pascal(layer.Block is { } block ? CSharpNames.Unescape(LayerText.Simple(block)) : layer.Kind);

    private static string Member(string name) => CSharpNames.Pascal(name) switch
    {
        // Members that every class has already.
        "Equals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone" or "Finalize" or "ReferenceEquals" => CSharpNames.Pascal(name) + "Layer",
        // Emitted classes are called so.
        string member => member == "ParameterTree" || member.EndsWith(ReservedNames.ParametersSuffix, StringComparison.Ordinal) ? member + "Layer" : member,
    };
}
