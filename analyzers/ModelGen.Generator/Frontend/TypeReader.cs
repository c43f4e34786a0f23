using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend;

/// <summary>What is needed to write a class's other half, and whether that is possible.</summary>
internal static class TypeReader
{
    private static readonly SymbolDisplayFormat KeyFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static string Key(ITypeSymbol type) => type.ToDisplayString(KeyFormat);

    public static TypeSpec Read(INamedTypeSymbol type, bool isSplit, CancellationToken cancellation)
    {
        List<string> containers = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string text = outer.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            string name = text.StartsWith("@", System.StringComparison.Ordinal) ? text : Escaped(outer.Name) + text.Substring(outer.Name.Length);
            containers.Insert(0, "partial " + Keyword(outer) + " " + name);
        }

        List<string> spaces = [];
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            spaces.Insert(0, Escaped(space.Name));
        }

        return new TypeSpec(
            Key(type),
            string.Join(".", spaces),
            Escaped(type.Name),
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            new([.. containers]),
            Problem(type, cancellation),
            isSplit);
    }

    private static TypeProblem Problem(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || type.IsRecord)
        {
            return TypeProblem.NotAClass;
        }

        List<INamedTypeSymbol> outers = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            outers.Add(outer);
        }

        return type.IsFileLocal || outers.Any(outer => outer.IsFileLocal) ? TypeProblem.FileLocal
            : type.IsGenericType || outers.Any(outer => outer.IsGenericType) ? TypeProblem.Generic
            : type.IsStatic ? TypeProblem.Static
            : type.IsAbstract ? TypeProblem.Abstract
            : !IsPartial(type, cancellation) ? TypeProblem.NotPartial
            : outers.Any(outer => !IsPartial(outer, cancellation)) ? TypeProblem.ContainerNotPartial
            : type.BaseType is { SpecialType: not SpecialType.System_Object } ? TypeProblem.HasBaseClass
            : Declarations(type, cancellation).Any(declaration => declaration.ParameterList is not null) ? TypeProblem.HasPrimaryConstructor
            : TypeProblem.None;
    }

    // A class from another assembly has no declarations: whether it was partial no longer matters.
    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation).All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private static string Keyword(INamedTypeSymbol type) =>
        (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (TypeKind.Interface, _) => "interface",
            (_, true) => "record",
            _ => "class",
        };

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
