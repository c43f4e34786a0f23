using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>A compilation beside its <see cref="Ground"/>: which of the two says what a file, a symbol or a place means.</summary>
internal sealed class Versions
{
    private readonly IReadOnlyDictionary<SyntaxTree, SyntaxTree> _edited;
    private readonly HashSet<SyntaxTree> _now;
    private readonly ConcurrentDictionary<ISymbol, ISymbol> _settled = new(SymbolEqualityComparer.Default);

    public Versions(Compilation current)
    {
        Current = current;
        (Ground, _edited) = Ground.Of(current);
        _now = [.. _edited.Values];
    }

    public Compilation Current { get; }

    public Ground Ground { get; }

    /// <summary>Where the code of one of the current files is bound.</summary>
    public Compilation Home(SyntaxTree tree) => _now.Contains(tree) ? Current : Ground.Compilation;

    public bool IsEdited(SyntaxTree tree) => _now.Contains(tree);

    /// <summary>The symbol as the home of its declaration has it: whatever is bound there goes with it.</summary>
    public T Settle<T>(T symbol)
        where T : class, ISymbol
    {
        if (ReferenceEquals(Ground.Compilation, Current) || symbol.ContainingAssembly is not ISourceAssemblySymbol { Compilation: { } from } || (from != Current && from != Ground.Compilation))
        {
            return symbol;
        }

        return _settled.TryGetValue(symbol, out ISymbol? known) ? (T)known : (T)_settled.GetOrAdd(symbol, Counterpart(symbol, HomeOf(symbol)) as T ?? symbol);
    }

    /// <summary>A place of a declaration, outside of all bodies, in the file as it is now.</summary>
    public SyntaxNode? Here(SyntaxNode node)
    {
        if (!_edited.TryGetValue(node.SyntaxTree, out SyntaxTree? tree))
        {
            return node;
        }

        Stack<int> places = new();
        for (SyntaxNode at = node; at.Parent is { } parent; at = parent)
        {
            places.Push(Children(parent).IndexOf(at));
        }

        SyntaxNode found = tree.GetRoot();
        foreach (int place in places)
        {
            ImmutableArray<SyntaxNode> children = Children(found);
            if (place < 0 || place >= children.Length)
            {
                return null;
            }

            found = children[place];
        }

        return found.RawKind == node.RawKind ? found : null;
    }

    private static ImmutableArray<SyntaxNode> Children(SyntaxNode node) => node.ChildNodes().Where(child => child is not GlobalStatementSyntax).ToImmutableArray();

    private Compilation HomeOf(ISymbol symbol)
    {
        ISymbol? declared = symbol;
        while (declared is IParameterSymbol || declared is { DeclaringSyntaxReferences.IsEmpty: true, ContainingSymbol: not null })
        {
            declared = declared.ContainingSymbol;
        }

        return declared?.DeclaringSyntaxReferences.Any(reference => _now.Contains(reference.SyntaxTree) || _edited.ContainsKey(reference.SyntaxTree)) == true ? Current : Ground.Compilation;
    }

    private static ISymbol? Counterpart(ISymbol symbol, Compilation home)
    {
        if (symbol.ContainingAssembly is ISourceAssemblySymbol { Compilation: { } from } && from == home)
        {
            return symbol;
        }

        switch (symbol)
        {
            case INamespaceSymbol { IsGlobalNamespace: true }:
                return home.Assembly.GlobalNamespace;
            case IParameterSymbol parameter:
                return Counterpart(parameter.ContainingSymbol, home) switch
                {
                    IMethodSymbol method when parameter.Ordinal < method.Parameters.Length => method.Parameters[parameter.Ordinal],
                    IPropertySymbol property when parameter.Ordinal < property.Parameters.Length => property.Parameters[parameter.Ordinal],
                    _ => null,
                };
            case INamespaceSymbol or INamedTypeSymbol or IFieldSymbol or IPropertySymbol or IEventSymbol or IMethodSymbol when symbol.ContainingSymbol is INamespaceOrTypeSymbol:
                return Counterpart(symbol.ContainingSymbol, home) is INamespaceOrTypeSymbol container && SameSymbol.Place(symbol) is >= 0 and var place
                    && container.GetMembers(symbol.Name) is var members && place < members.Length && members[place].Kind == symbol.Kind ? members[place] : null;
            default:
                return null;
        }
    }
}
