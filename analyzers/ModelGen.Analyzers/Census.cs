using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers;

/// <summary>All models of a compilation and the blocks they reach. Taken once, and only when there is a block to ask about.</summary>
internal sealed class Census
{
    private readonly Dictionary<string, ImmutableArray<Compiled>> _users = [];

    private Census()
    {
    }

    /// <summary>Compiles every model, in the order of file paths and positions: the first user of a block is the same in every build.</summary>
    public static Census Take(Compilation compilation, Func<INamedTypeSymbol, Compiled> compile)
    {
        List<(AttributeData Mark, INamedTypeSymbol Type)> models = [];
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            if (type is { TypeKind: TypeKind.Class, Name.Length: > 0 } && HasAttributes(type) && Language.ModelMark(type) is { ApplicationSyntaxReference: not null } mark)
            {
                models.Add((mark, type));
            }
        }

        Census census = new();
        foreach ((_, INamedTypeSymbol type) in models
            .OrderBy(model => model.Mark.ApplicationSyntaxReference!.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(model => model.Mark.ApplicationSyntaxReference!.Span.Start))
        {
            Compiled compiled = compile(type);
            foreach (BlockSpec block in compiled.Spec.Blocks)
            {
                census._users[block.Type.Key] = census.UsersOf(block.Type.Key).Add(compiled);
            }
        }

        return census;
    }

    public ImmutableArray<Compiled> UsersOf(string block) =>
        _users.TryGetValue(block, out ImmutableArray<Compiled> users) ? users : ImmutableArray<Compiled>.Empty;

    /// <summary>A look at the syntax alone: binding the attributes of a whole solution would cost more than the compiler does.</summary>
    private static bool HasAttributes(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax { AttributeLists.Count: > 0 });

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        Stack<INamespaceOrTypeSymbol> pending = new([container]);
        while (pending.Count > 0)
        {
            foreach (ISymbol member in pending.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                {
                    pending.Push(inner);
                    if (inner is INamedTypeSymbol type)
                    {
                        yield return type;
                    }
                }
            }
        }
    }
}
