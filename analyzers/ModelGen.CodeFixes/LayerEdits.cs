using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Frontend;

namespace ModelGen.CodeFixes;

/// <summary>Edits that must know which attributes are layers, and in which order.</summary>
internal static class LayerEdits
{
    public static async Task<MendPlan?> MoveFirst(AttributeSyntax input, Place place, CancellationToken cancellation)
    {
        if (input.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || await place.Model(cancellation).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type
            || Layers(type, cancellation).FirstOrDefault() is not { } first
            || first == input
            || first.FirstAncestorOrSelf<TypeDeclarationSyntax>() != declaration)
        {
            return null;
        }

        return new($"Move [{input.Name}] to the front", [.. AttributeEdits.InsertBefore(first, input.ToString()), .. AttributeEdits.Remove(input)]);
    }

    public static async Task<MendPlan?> AddProjection(AttributeSyntax user, string width, Place place, CancellationToken cancellation)
    {
        if (await place.Model(cancellation).ConfigureAwait(false) is not { } model
            || model.GetTypeInfo(user, cancellation).Type is not INamedTypeSymbol { TypeArguments.Length: 1 } layer
            || layer.TypeArguments[0] is not INamedTypeSymbol block)
        {
            return null;
        }

        return AddProjection(block, width, cancellation);
    }

    /// <param name="used">The block.</param>
    public static MendPlan? AddProjection(ITypeSymbol? used, string width, CancellationToken cancellation)
    {
        if (used is not INamedTypeSymbol block || Layers(block, cancellation).LastOrDefault() is not { } last)
        {
            return null;
        }

        string projection = $"Linear({width})";
        return new($"Add [{projection}] to {block.Name}", AttributeEdits.InsertAfter(last, AttributeEdits.Qualified(projection, last)));
    }

    private static IEnumerable<AttributeSyntax> Layers(INamedTypeSymbol type, CancellationToken cancellation) =>
        Language.Layers(type).Select(layer => layer.ApplicationSyntaxReference?.GetSyntax(cancellation)).OfType<AttributeSyntax>();
}
