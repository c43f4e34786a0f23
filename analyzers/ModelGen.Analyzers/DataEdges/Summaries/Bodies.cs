using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>The bodies of a compilation's own methods, each bound once, when it is asked for; those of files that nobody edits stay bound (<see cref="Ground"/>).</summary>
internal sealed class Bodies(Compilation compilation)
{
    /// <summary>A method with more blocks than this is not looked into from its callers.</summary>
    private const int MostBlocks = 400;

    [ThreadStatic]
    private static HashSet<ISymbol>? s_open;

    private readonly ConcurrentDictionary<IMethodSymbol, Body?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _keeps = new(SymbolEqualityComparer.Default);

    public Compilation Compilation { get; } = compilation;

    public Versions Versions { get; } = new(compilation);

    /// <summary>Null where there is no code to look into: of another assembly, abstract, generated.</summary>
    public Body? Of(IMethodSymbol method, CancellationToken cancellation)
    {
        if (_bodies.TryGetValue(method, out Body? known))
        {
            return known;
        }

        IMethodSymbol settled = Versions.Settle(method.OriginalDefinition);
        IMethodSymbol definition = settled.PartialImplementationPart ?? settled;
        bool stays = definition.DeclaringSyntaxReferences.Length == 1 && !Versions.IsEdited(definition.DeclaringSyntaxReferences[0].SyntaxTree);
        if (!stays || !Versions.Ground.Bodies.TryGetValue(definition, out Body? body))
        {
            body = Bind(definition, cancellation);
            body = stays ? Versions.Ground.Bodies.GetOrAdd(definition, body) : body;
        }

        return _bodies.GetOrAdd(method, body);
    }

    /// <summary>Whether a file belongs to the compilation as it is now.</summary>
    public bool Contains(SyntaxTree tree) => Compilation.ContainsSyntaxTree(tree);

    public SemanticModel? Model(SyntaxTree tree) => !Contains(tree) ? null : (Versions.IsEdited(tree) ? _models : Versions.Ground.Models).GetOrAdd(tree, key =>
    {
#pragma warning disable RS1030 // callees stand in other files than the one under analysis; a model is made once a file and compilation
        return Versions.Home(key).GetSemanticModel(key);
#pragma warning restore RS1030
    });

    /// <summary>Whether a method leaves the elements of an argument as they were.</summary>
    public bool KeepsItems(IParameterSymbol parameter)
    {
        IParameterSymbol definition = Versions.Settle(parameter.OriginalDefinition);
        if (_keeps.TryGetValue(definition, out bool keeps))
        {
            return keeps;
        }

        // A method may pass it on to itself. Others ask at the same time, so what is open is this thread's alone.
        s_open ??= new(SymbolEqualityComparer.Default);
        if (!s_open.Add(definition))
        {
            return false;
        }

        try
        {
            return _keeps[definition] = definition.ContainingSymbol is IMethodSymbol method && Of(method, CancellationToken.None) is { } body && definition.Ordinal < body.Owner.Parameters.Length
                && body.Locals.KeepsCount(body.Owner.Parameters[definition.Ordinal], this);
        }
        finally
        {
            s_open.Remove(definition);
        }
    }

    /// <summary>What a generator wrote states its shapes, and is large.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);

    private Body? Bind(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method is { IsAbstract: true } or { IsExtern: true } || method.DeclaringSyntaxReferences.Length != 1
            || IsGenerated(method.DeclaringSyntaxReferences[0].SyntaxTree)
            || Model(method.DeclaringSyntaxReferences[0].SyntaxTree) is not { } model)
        {
            return null;
        }

        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (syntax is not (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or CompilationUnitSyntax))
        {
            return null;
        }

        Versions.Ground.Count();
        try
        {
            return model.GetOperation(syntax, cancellation) is { } root && ControlFlowGraph.Create(syntax, model, cancellation) is { } graph && graph.Blocks.Length <= MostBlocks
                ? new Body(method, root, graph, new Locals(root))
                : null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return null; // code with errors, of which the host itself may fail to make a graph
        }
    }
}
