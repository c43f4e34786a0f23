using System.Collections.Generic;
using System.Collections.Immutable;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>What a walk through a body found.</summary>
/// <param name="Returned">What it gives back; for an iterator the sequence.</param>
/// <param name="Exit">What is known when it has ended; null when it never does.</param>
/// <param name="Edges">The faults that are certain whenever it is run so.</param>
/// <param name="Assigned">What places were given, by the syntax of the assignment or call.</param>
internal sealed record Outcome(Value? Returned, Facts? Exit, ImmutableArray<Edge> Edges, IReadOnlyDictionary<Microsoft.CodeAnalysis.SyntaxNode, Value?> Assigned);
