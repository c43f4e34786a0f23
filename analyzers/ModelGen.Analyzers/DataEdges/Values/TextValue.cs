namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>A text that is known: the name of a data set, the key of a dictionary.</summary>
internal sealed record TextValue(string Text) : Value;
