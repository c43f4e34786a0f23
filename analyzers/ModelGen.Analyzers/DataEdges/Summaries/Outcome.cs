using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>What a walk through a body found.</summary>
/// <param name="Owner">The method whose code it is, as the code itself has it.</param>
/// <param name="Returned">What it gives back; for an iterator the sequence.</param>
/// <param name="Exit">What is known when it has ended; null when it never does.</param>
/// <param name="Edges">The faults that are certain whenever it is run so.</param>
/// <param name="Assigned">What places were given, by the syntax of the assignment or call.</param>
internal sealed record Outcome(IMethodSymbol? Owner, Value? Returned, Facts? Exit, ImmutableArray<Edge> Edges, IReadOnlyDictionary<SyntaxNode, Value?> Assigned)
{
    /// <summary>What it leaves in one of its parameters.</summary>
    public Value? Out(IParameterSymbol parameter) => Owner is not null && parameter.Ordinal < Owner.Parameters.Length ? Exit?[Owner.Parameters[parameter.Ordinal]] : null;
}
