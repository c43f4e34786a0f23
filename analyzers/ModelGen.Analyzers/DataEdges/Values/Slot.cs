namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>One place of a tuple, with what is known of it.</summary>
internal readonly record struct Slot(Value? Value);
