using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;

namespace ModelGen.CodeFixes.Presets;

/// <summary>
/// A preset's layers as a user would write them: without arguments that have their defaults, and with the user's own expressions where the preset was
/// given some (<c>Vocabulary = Alphabet.Size</c>).
/// </summary>
/// <param name="blocks">What the preset's blocks are called in the source.</param>
internal sealed class LayerWriter(Preset preset, IReadOnlyDictionary<string, string> blocks)
{
    /// <summary>One text for each layer, without brackets.</summary>
    public IEnumerable<string> Write(IReadOnlyList<LayerSpec> layers) => layers.Select(layer =>
    {
        string name = Attribute(layer.Kind) + (layer.Block is { } block ? $"<{blocks[block]}>" : "");
        string arguments = string.Join(", ", layer.Arguments.Where(argument => !IsImplied(argument, layer, layers)).Select(argument => Argument(argument, layer)));
        return arguments.Length == 0 ? name : $"{name}({arguments})";
    });

    /// <summary>The short name where it means ModelGen's attribute, otherwise one with the namespace.</summary>
    public string Attribute(string kind)
    {
        int position = preset.Attribute.SpanStart;
        bool isOurs = preset.Model.LookupNamespacesAndTypes(position, name: kind + "Attribute") is { Length: > 0 } found && found.All(IsOurs);
        bool isHidden = preset.Model.LookupNamespacesAndTypes(position, name: kind).OfType<INamedTypeSymbol>().Any(type => type.BaseType?.Name.EndsWith("Attribute", System.StringComparison.Ordinal) == true);
        return isOurs && !isHidden ? kind : Qualifier + kind;
    }

    private string Argument(ArgumentSpec argument, LayerSpec layer)
    {
        string value = Expression(argument, layer) ?? Value(argument);
        return char.IsLower(argument.Name[0]) ? value : $"{argument.Name} = {value}";
    }

    private bool IsImplied(ArgumentSpec argument, LayerSpec layer, IReadOnlyList<LayerSpec> sequence) => argument.Name switch
    {
        "Name" => argument.Text == OwnName(layer) && sequence.Count(other => OwnName(other) == OwnName(layer)) == 1,
        "KvHeads" => Expression(argument, layer) is null && argument.Number == layer.Int("Heads"),
        "Dropout" => Expression(argument, layer) is null && argument.Real.Equals(0.0),
        "Epsilon" => Expression(argument, layer) is null && argument.Real.Equals(1e-5),
        "RotaryBase" => Expression(argument, layer) is null && argument.Real.Equals(10000.0),
        _ => false,
    };

    /// <summary>What a layer is called that has no <c>Name</c>.</summary>
    private string OwnName(LayerSpec layer) => layer.Block is { } block ? blocks[block] : layer.Kind;

    /// <summary>What the user wrote for this number in the preset.</summary>
    private string? Expression(ArgumentSpec argument, LayerSpec layer) =>
        Property(argument, layer) is { } property
        && preset.Written.Find(property) is { } written
        && (argument.Kind == ArgumentKind.Real ? preset.Written.Real(property, double.NaN).Equals(argument.Real) : written.Number == argument.Number)
            ? Written.Find(preset.Attribute.ArgumentList, property)?.Expression.ToString()
            : null;

    /// <summary>The preset's argument that a layer's argument comes from.</summary>
    private static string? Property(ArgumentSpec argument, LayerSpec layer) => argument.Name switch
    {
        "Vocabulary" or "Context" or "Heads" or "KvHeads" or "Dropout" or "Epsilon" or "RotaryBase" => argument.Name,
        "rate" => "Dropout",
        "width" => "Width",
        "count" => "Layers",
        "hidden" => "Hidden",
        "outFeatures" => layer.Text("Name") switch
        {
            "Up" => "Hidden",
            "Down" or "Pooler" => "Width",
            "Head" => "Vocabulary",
            "Classifier" => "Classes",
            _ => null,
        },
        _ => null,
    };

    private string Value(ArgumentSpec argument) => argument.Kind switch
    {
        ArgumentKind.Bool => argument.Number != 0 ? "true" : "false",
        ArgumentKind.Real => Real(argument.Real),
        ArgumentKind.Text when argument.Name == "loss" => $"{Enum("Loss")}.{argument.Text}",
        ArgumentKind.Text when argument.Name is "Gate" or "RotaryScaling" => $"{Enum(argument.Name)}.{argument.Text}",
        ArgumentKind.Ints => string.Join(", ", argument.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        ArgumentKind.Reals => $"new double[] {{ {string.Join(", ", argument.Reals.Select(Real))} }}",
        ArgumentKind.Text => $"\"{argument.Text}\"",
        _ => argument.Number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Real(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    private string Enum(string name) => preset.Model.LookupSymbols(preset.Attribute.SpanStart, name: name) is { Length: > 0 } found && found.All(IsOurs) ? name : Qualifier + name;

    private string Qualifier => preset.Attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Left + ".",
        AliasQualifiedNameSyntax alias => alias.Alias + "::",
        _ => "global::ModelGen.",
    };

    private static bool IsOurs(ISymbol symbol) => symbol is INamedTypeSymbol { ContainingType: null, ContainingAssembly.Name: "ModelGen", ContainingNamespace.Name: "ModelGen" };
}
