using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>The numbers in a model's attributes that its callers have to meet.</summary>
internal static class ModelText
{
    /// <summary>The number behind an axis of the input.</summary>
    public static IEnumerable<EdgeMend> Input(INamedTypeSymbol? model, int axis, long size)
    {
        foreach (AttributeSyntax layer in Layers(model).Take(1))
        {
            string name = Name(layer);
            AttributeArgumentSyntax? argument = name switch
            {
                "Input" => Positional(layer).ElementAtOrDefault(axis - 1),
                "Sequence" => axis == 2 ? Positional(layer).FirstOrDefault() : axis == 1 ? Named(layer, "MaxLength") : null,
                "Tokens" or "Transformer" => axis == 1 ? Named(layer, "Context") : null,
                _ => null,
            };
            if (argument is not null)
            {
                yield return Set(layer, argument, size);
            }
        }
    }

    /// <summary>The number of ids that the input takes.</summary>
    public static IEnumerable<EdgeMend> Vocabulary(INamedTypeSymbol? model, long size) =>
        Layers(model).Take(1).Where(layer => Named(layer, "Vocabulary") is not null).Select(layer => Set(layer, Named(layer, "Vocabulary")!, size));

    /// <summary>The number of outputs, where the last layer is a <c>Linear</c>.</summary>
    public static IEnumerable<EdgeMend> Output(INamedTypeSymbol? model, long size)
    {
        AttributeSyntax? last = Layers(model).LastOrDefault(layer => Name(layer) is not ("Loss" or "Target" or "Softmax" or "Sigmoid"));
        if (last is not null && Name(last) == "Linear" && Positional(last).FirstOrDefault() is { } outputs && !Layers(model).Any(layer => Name(layer) == "Target"))
        {
            yield return Set(last, outputs, size);
        }
    }

    private static EdgeMend Set(AttributeSyntax layer, AttributeArgumentSyntax argument, long size)
    {
        string number = ShapeText.Number(size);
        string all = string.Join(", ", layer.ArgumentList!.Arguments.Select(each => each == argument ? (each.NameEquals is { } name ? $"{name.Name} = {number}" : number) : each.ToString()));
        return new EdgeMend("Model", $"Declare {Name(layer)}({all})", argument.Expression, number);
    }

    private static IEnumerable<AttributeSyntax> Layers(INamedTypeSymbol? model) => model is null ? [] :
        Language.Layers(model).Select(layer => layer.ApplicationSyntaxReference?.GetSyntax()).OfType<AttributeSyntax>();

    private static string Name(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.EndsWith("Attribute", System.StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name;
    }

    private static IEnumerable<AttributeArgumentSyntax> Positional(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null) ?? [];

    private static AttributeArgumentSyntax? Named(AttributeSyntax attribute, string name) => Written.Find(attribute.ArgumentList, name);
}
