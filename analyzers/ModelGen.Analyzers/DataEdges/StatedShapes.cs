using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Comments behind statements that give a local a tensor, with the tensor's shape: <c>Tensor&lt;float&gt; x = Load(); // [32, 784]</c>.</summary>
internal static class StatedShapes
{
    /// <param name="assigned">What places were given (<see cref="Outcome.Assigned"/>).</param>
    /// <param name="all">False: those that are there.</param>
    public static IEnumerable<ShapeComment> Of(IReadOnlyDictionary<SyntaxNode, Value?> assigned, bool all)
    {
        foreach (KeyValuePair<SyntaxNode, Value?> place in assigned)
        {
            StatementSyntax? statement = place.Key switch
            {
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax local } } => local,
                AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax assignment } => assignment,
                _ => null,
            };
            if (statement is not null && Text(place.Value) is { } shape && ShapeComment.Find(statement.GetLastToken()) is { } found && (found.Written is not null || all))
            {
                yield return found with { Right = "// " + shape };
            }
        }
    }

    /// <summary>Of all statements of a method, or of a file's top.</summary>
    public static IReadOnlyList<ShapeComment> OfMethod(SyntaxNode member, SemanticModel model, CancellationToken cancellation)
    {
        try
        {
            ISymbol? owner = member is CompilationUnitSyntax ? model.Compilation.GetEntryPoint(cancellation) : model.GetDeclaredSymbol(member, cancellation);
            if (owner is not IMethodSymbol method || model.GetOperation(member, cancellation) is not { } root || ControlFlowGraph.Create(member, model, cancellation) is not { } graph)
            {
                return [];
            }

            Frame frame = new(new Locals(root), new Summary(model.Compilation), graph, method);
            return new FlowAnalysis(frame, new Walk(cancellation)).Run(Interest.Stated(method), isRoot: true) is { } outcome ? [.. Of(outcome.Assigned, all: true)] : [];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return []; // code with errors
        }
    }

    private static string? Text(Value? value) => value switch
    {
        TensorValue { Shape: { Rank: > 0 } shape } when shape.Axes.All(size => size.IsKnown) => shape.ToString(),
        TupleValue tuple when tuple.Elements.Count > 0 && tuple.Elements.All(slot => slot.Value is TensorValue && Text(slot.Value) is not null) => string.Join(", ", tuple.Elements.Select(slot => Text(slot.Value))),
        _ => null,
    };
}
