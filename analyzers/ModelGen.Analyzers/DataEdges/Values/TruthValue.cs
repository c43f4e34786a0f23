namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>The result of a condition.</summary>
internal sealed record TruthValue(bool IsTrue) : Value;
