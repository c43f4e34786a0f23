using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Frontend;

/// <summary>Which attributes count, and in which order. Recognised by symbol: a user's own class called LinearAttribute is not ours.</summary>
internal static class Language
{
    public const string Model = "ModelGen.ModelAttribute";
    public const string Transformer = "ModelGen.TransformerAttribute";
    public const string Pretrained = "ModelGen.PretrainedAttribute";

    private const string Library = "ModelGen";
    private const string Suffix = "Attribute";

    /// <summary>The attributes that a specification lists, in syntax order; declarations come in the order that Roslyn gives them.</summary>
    public static ImmutableArray<AttributeData> Layers(INamedTypeSymbol type)
    {
        ImmutableArray<SyntaxReference> declarations = type.DeclaringSyntaxReferences;
        return type.GetAttributes()
            .Where(IsLayer)
            .OrderBy(attribute => Declaration(declarations, attribute))
            .ThenBy(attribute => attribute.ApplicationSyntaxReference?.Span.Start ?? 0)
            .ToImmutableArray();
    }

    /// <summary>Whether layers stand on more than one partial declaration: their order would be an accident.</summary>
    public static bool IsSplit(INamedTypeSymbol type, ImmutableArray<AttributeData> layers) =>
        layers.Select(layer => Declaration(type.DeclaringSyntaxReferences, layer)).Distinct().Count() > 1;

    /// <summary>The attribute that makes the class a model; null for any other class. Of several, always the same one.</summary>
    public static AttributeData? ModelMark(INamedTypeSymbol type) =>
        Find(type, nameof(Model)) ?? Find(type, nameof(Transformer)) ?? Find(type, nameof(Pretrained));

    public static AttributeData? BlockMark(INamedTypeSymbol type) => Find(type, "Block");

    public static AttributeData? WeightsMark(INamedTypeSymbol type) => Find(type, "Weights");

    public static AttributeData? BackendsMark(INamedTypeSymbol type) => Find(type, "Backends");

    public static AttributeData? QuantizeMark(INamedTypeSymbol type) => Find(type, "Quantize");

    /// <summary><c>Linear</c> for LinearAttribute, <c>Repeat</c> for RepeatAttribute&lt;TBlock&gt;.</summary>
    public static string Kind(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>The methods marked [Forward] or [Objective].</summary>
    public static IEnumerable<IMethodSymbol> GraphMethods(INamedTypeSymbol type, string mark) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method => IsMarked(method, mark));

    /// <summary>Marked [Forward].</summary>
    public static bool IsEntry(IMethodSymbol method) => IsMarked(method, "Forward");

    /// <summary>Marked [Objective].</summary>
    public static bool IsObjective(IMethodSymbol method) => IsMarked(method, "Objective");

    private static bool IsMarked(IMethodSymbol method, string mark) => method.GetAttributes().Any(attribute => IsOurs(attribute.AttributeClass) && Kind(attribute) == mark);

    /// <summary>A method that is read and that nobody calls, or a helper of symbols.</summary>
    public static bool IsRead(IMethodSymbol method) => method.IsStatic && (IsSymbol(method.ReturnType) || GraphMethods(method.ContainingType, "Forward").Contains(method, SymbolEqualityComparer.Default));

    /// <summary>The method's layers exist once: [Shared].</summary>
    public static bool IsShared(IMethodSymbol method) => IsMarked(method, "Shared");

    /// <summary>The input attributes of a graph method's parameter.</summary>
    public static ImmutableArray<AttributeData> Inputs(IParameterSymbol parameter) =>
        parameter.GetAttributes().Where(attribute => IsOurs(attribute.AttributeClass) && (IsLayer(attribute) || Kind(attribute) is "Tensor" or "Scalar" or "Id")).ToImmutableArray();

    /// <summary>The type of a graph method's values.</summary>
    public static bool IsSymbol(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Symbol" } named && IsOurs(named);

    private static AttributeData? Find(INamedTypeSymbol type, string kind) =>
        type.GetAttributes().FirstOrDefault(attribute => IsOurs(attribute.AttributeClass) && Kind(attribute) == kind);

    private static bool IsLayer(AttributeData attribute) =>
        IsOurs(attribute.AttributeClass) && attribute.AttributeClass!.BaseType is { Name: "LayerAttribute" } parent && IsOurs(parent);

    public static bool IsOurs(INamedTypeSymbol? type) =>
        type is
        {
            TypeKind: TypeKind.Class,
            ContainingType: null,
            ContainingNamespace: { Name: Library, ContainingNamespace.IsGlobalNamespace: true },
            ContainingAssembly.Name: Library,
        };

    private static int Declaration(ImmutableArray<SyntaxReference> declarations, AttributeData attribute)
    {
        if (attribute.ApplicationSyntaxReference is not { } place)
        {
            return 0; // from another assembly: metadata keeps the order of one list
        }

        for (int i = 0; i < declarations.Length; i++)
        {
            if (declarations[i].SyntaxTree == place.SyntaxTree && declarations[i].Span.Contains(place.Span))
            {
                return i;
            }
        }

        return declarations.Length;
    }
}
