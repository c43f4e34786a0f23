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
            if (layer.Text("WeightName") is { } weight && WeightNames.Parse(weight) is null)
            {
                report(new(
                    ErrorId.OutOfRange,
                    layer.Source.At("WeightName"),
                    $"WeightName \"{weight}\" of '{LayerText.Of(layer)}' must be words of letters, digits, underscores and hyphens with dots between them, such as \"features.0\""));
            }

            if (Explicit(layer) is not { } wanted)
            {
                continue;
            }

            if (!CSharpNames.IsIdentifier(wanted))
            {
                report(new(ErrorId.OutOfRange, layer.Source.At("Name"), $"Name \"{wanted}\" of '{LayerText.Of(layer)}' must be an identifier of the letters a to z and A to Z, digits and underscores"));
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
            string local = CSharpNames.Camel(name);
            EquatableArray<string> path = IsFlat(layer) ? default : new(Member(name));
            string own = IsFlat(layer) ? "" : local;
            names.Add(layer.Text("WeightName") is not { } weight || WeightNames.Parse(weight) is not { } files ? new(local, path, own)
                : WeightNames.HasBraces(weight) ? new(local, path, "", new([.. files]))
                : new(local, path, weight));
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

    /// <summary>The member that a layer of this name is in the parameter tree.</summary>
    public static string Member(string name) => CSharpNames.Pascal(name) switch
    {
        // Members that every class has already.
        "Equals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone" or "Finalize" or "ReferenceEquals" => CSharpNames.Pascal(name) + "Layer",
        // Emitted classes are called so.
        string member => member == "ParameterTree" || member.EndsWith(ReservedNames.ParametersSuffix, StringComparison.Ordinal) ? member + "Layer" : member,
    };

    /// <summary>Name = "": the layer's parameters stand beside those of other layers. A block's would have no class to stand in.</summary>
    private static bool IsFlat(LayerSpec layer) => layer.Text("Name") is "" && layer.Kind is not ("Residual" or "Repeat" or "Use");

    private static string? Explicit(LayerSpec layer) => IsFlat(layer) ? null : layer.Text("Name");

    private static string BaseName(LayerSpec layer) =>
        CSharpNames.Pascal(layer.Block is { } block ? CSharpNames.Unescape(LayerText.Simple(block)) : layer.Kind);
}
