using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>Objects of the compilation's own types, as their constructors make them.</summary>
internal static class Construction
{
    /// <summary>Null for a type of another assembly.</summary>
    public static ObjectValue? Make(Call? creation, IMethodSymbol constructor, IReadOnlyList<Value?> arguments, Frame frame, Walk walk)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        IMethodSymbol definition = frame.Summary.Bodies.Versions.Settle(constructor.OriginalDefinition);
        INamedTypeSymbol declared = definition.ContainingType;
        if (declared.DeclaringSyntaxReferences.Length == 0 || !frame.Summary.Bodies.Contains(declared.DeclaringSyntaxReferences[0].SyntaxTree)
            || declared.DeclaringSyntaxReferences.Any(reference => Bodies.IsGenerated(reference.SyntaxTree)))
        {
            return null;
        }

        ObjectValue made = ObjectValue.Empty(type) with { Creation = creation };
        if (constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type))
        {
            return arguments[0] as ObjectValue; // a record's copy
        }

        bool isPrimary = definition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(walk.Cancellation) is TypeDeclarationSyntax;
        if (isPrimary)
        {
            made = Primary(made, definition, arguments);
        }

        if (!walk.Enter((object)declared, 1))
        {
            return made;
        }

        try
        {
            bool chains = definition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(walk.Cancellation) is ConstructorDeclarationSyntax { Initializer.ThisOrBaseKeyword.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.ThisKeyword };
            made = chains ? made : Initialized(made, declared, isPrimary ? definition : null, frame, walk);
            made = isPrimary ? Inherited(made, definition, frame, walk) : made;
        }
        finally
        {
            walk.Leave((object)declared);
        }

        return isPrimary || constructor.IsImplicitlyDeclared ? made
            : frame.Summary.Run(definition, arguments, made, walk) is { Exit: { } exit } && exit[Facts.This] is ObjectValue { } result ? result with { Creation = creation }
            : null;
    }

    /// <summary>The parameters that stand behind a type's name: its code may use them as they are, and those of a record are properties.</summary>
    private static ObjectValue Primary(ObjectValue made, IMethodSymbol constructor, IReadOnlyList<Value?> arguments)
    {
        for (int i = 0; i < constructor.Parameters.Length && i < arguments.Count; i++)
        {
            IParameterSymbol parameter = constructor.Parameters[i];
            made = made.With(parameter, arguments[i]);
            if (constructor.ContainingType.IsRecord && constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property
                && property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax)
            {
                made = made.With(property, arguments[i]);
            }
        }

        return made;
    }

    /// <summary><c>class Train(int rows) : Data(rows, 4)</c>.</summary>
    private static ObjectValue Inherited(ObjectValue made, IMethodSymbol primary, Frame frame, Walk walk)
    {
        if (primary.DeclaringSyntaxReferences[0].GetSyntax(walk.Cancellation) is not TypeDeclarationSyntax declaration
            || declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is not { } call
            || frame.Summary.Bodies.Model(call.SyntaxTree)?.GetSymbolInfo(call, walk.Cancellation).Symbol is not IMethodSymbol constructor
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null))
        {
            return made;
        }

        Facts facts = Facts.None;
        foreach (IParameterSymbol parameter in primary.Parameters)
        {
            facts = facts.With(parameter, made[parameter]);
        }

        Value?[] arguments = new Value?[constructor.Parameters.Length];
        for (int i = 0; i < arguments.Length && i < call.ArgumentList.Arguments.Count; i++)
        {
            arguments[i] = frame.Summary.Evaluate(call.ArgumentList.Arguments[i].Expression, walk, facts);
        }

        foreach (var member in Make(null, constructor, arguments, frame, walk)?.Members ?? System.Collections.Immutable.ImmutableDictionary<ISymbol, Value>.Empty)
        {
            made = made.With(member.Key, member.Value);
        }

        return made;
    }

    /// <summary>Fields and properties that start with a value, which may be made of the parameters behind the type's name.</summary>
    private static ObjectValue Initialized(ObjectValue made, INamedTypeSymbol type, IMethodSymbol? primary, Frame frame, Walk walk)
    {
        Facts facts = Facts.None;
        foreach (IParameterSymbol parameter in primary?.Parameters ?? System.Collections.Immutable.ImmutableArray<IParameterSymbol>.Empty)
        {
            facts = facts.With(parameter, made[parameter]);
        }

        foreach (ISymbol member in type.OriginalDefinition.GetMembers().Where(member => !member.IsStatic && member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false }))
        {
            if (Members.Carries(Members.TypeOf(member)) && Members.Initializer(member, walk.Cancellation) is { } initializer)
            {
                made = made.With(member, frame.Summary.Evaluate(initializer, walk, facts));
            }
        }

        return made;
    }
}
