using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.Analyzers;

/// <summary>The way back from a <see cref="SourceRef"/> to the text.</summary>
internal sealed class Places(INamedTypeSymbol root, IReadOnlyDictionary<string, INamedTypeSymbol> types, IReadOnlyDictionary<string, GraphPlaces> graphs)
{
    public static Places Only(INamedTypeSymbol type) => new(type, new Dictionary<string, INamedTypeSymbol> { [TypeReader.Key(type)] = type }, new Dictionary<string, GraphPlaces>());

    public INamedTypeSymbol? Symbol(string key) => types.TryGetValue(key, out INamedTypeSymbol? type) ? type : null;

    /// <summary>Whether the class is written in the compilation under analysis, where diagnostics may be reported.</summary>
    public bool IsHere(string key) =>
        Symbol(key) is { } type && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, root.ContainingAssembly);

    /// <summary>Null for a place outside this compilation.</summary>
    public Location? Find(SourceRef source, CancellationToken cancellation)
    {
        if (!IsHere(source.Type) || Symbol(source.Type) is not { } type)
        {
            return null;
        }

        if (source.Attribute >= SourceRef.FirstPlace)
        {
            return graphs.TryGetValue(source.Type, out GraphPlaces? graph) ? Place(graph, source, cancellation) : null;
        }

        ImmutableArray<AttributeData> layers = Language.Layers(type);
        AttributeData? attribute = source.Attribute == SourceRef.BackendsAttribute ? Language.BackendsMark(type)
            : source.Attribute == SourceRef.WeightsAttribute ? Language.WeightsMark(type)
            : source.Attribute >= 0 && source.Attribute < layers.Length ? layers[source.Attribute]
            : null;
        return attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            ? Argument(attribute, syntax, source.Argument)
            : Name(type, cancellation);
    }

    private static Location? Place(GraphPlaces graph, SourceRef source, CancellationToken cancellation) =>
        graph.Attribute(source) is { } input && input.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax written
            ? Argument(input, written, source.Argument)
            : graph.Find(source);

    /// <summary>The class's name on the declaration that carries the mark; a class has several when it is partial.</summary>
    private static Location? Name(INamedTypeSymbol type, CancellationToken cancellation)
    {
        AttributeData? mark = Language.ModelMark(type) ?? Language.BlockMark(type);
        return mark?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? declaration.Identifier.GetLocation()
            : type.Locations.FirstOrDefault(location => location.IsInSource);
    }

    private static Location Argument(AttributeData attribute, AttributeSyntax syntax, string? argument)
    {
        if (argument is null)
        {
            return syntax.GetLocation();
        }

        (string name, int? index) = Split(argument);
        if (Written.Find(syntax.ArgumentList, name) is { } named)
        {
            return named.Expression.GetLocation();
        }

        IParameterSymbol? parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        List<AttributeArgumentSyntax> values = parameter is null ? [] : [.. Written.Find(syntax.ArgumentList, parameter)];
        if (index >= 0 && index < values.Count)
        {
            return values[index.Value].Expression.GetLocation();
        }

        return values.Count == 0
            ? syntax.GetLocation()
            : Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(values[0].Expression.SpanStart, values[values.Count - 1].Span.End));
    }

    /// <summary><c>sizes[1]</c> is one of the sizes.</summary>
    private static (string Name, int? Index) Split(string argument)
    {
        int open = argument.IndexOf('[');
        return open > 0 && int.TryParse(argument.Substring(open + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? (argument.Substring(0, open), index)
            : (argument, null);
    }
}
