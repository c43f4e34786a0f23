using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>Equality of symbols that may come from two compilations of one project whose declarations are the same (<see cref="Ground"/>).</summary>
internal sealed class SameSymbol : IEqualityComparer<ISymbol?>
{
    public static SameSymbol Comparer { get; } = new();

    public bool Equals(ISymbol? left, ISymbol? right) =>
        SymbolEqualityComparer.Default.Equals(left, right)
        || (left is not null && right is not null && left.Kind == right.Kind && left.Name == right.Name
            && !ReferenceEquals(left.ContainingAssembly, right.ContainingAssembly) && left.ContainingAssembly?.Name == right.ContainingAssembly?.Name && IsSame(left.OriginalDefinition, right.OriginalDefinition)
            && (left is not INamedTypeSymbol type || type.TypeArguments.AsEnumerable<ISymbol>().SequenceEqual(((INamedTypeSymbol)right).TypeArguments, this)));

    public int GetHashCode(ISymbol? symbol) => symbol is null ? 0 : symbol.Name.GetHashCode() + (int)symbol.Kind;

    /// <summary>By names, and by places among what has the same name.</summary>
    private bool IsSame(ISymbol left, ISymbol right) => (left, right) switch
    {
        (INamespaceSymbol { IsGlobalNamespace: true }, INamespaceSymbol { IsGlobalNamespace: true }) => true,
        (ITypeParameterSymbol one, ITypeParameterSymbol other) => one.Ordinal == other.Ordinal,
        (IParameterSymbol one, IParameterSymbol other) => one.Ordinal == other.Ordinal && Equals(one.ContainingSymbol, other.ContainingSymbol),
        (INamespaceSymbol or INamedTypeSymbol or IFieldSymbol or IPropertySymbol or IEventSymbol or IMethodSymbol, _) =>
            left.ContainingSymbol is INamespaceOrTypeSymbol && Place(left) == Place(right) && Equals(left.ContainingSymbol, right.ContainingSymbol),
        _ => false,
    };

    /// <summary>Which of its container's members of the name it is; -1 for what is none, such as a local function.</summary>
    public static int Place(ISymbol symbol) =>
        symbol.ContainingSymbol is INamespaceOrTypeSymbol container ? container.GetMembers(symbol.Name).IndexOf(symbol, 0, SymbolEqualityComparer.Default) : -1;
}
