namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>The element of a collection that holds none yet.</summary>
internal sealed record NothingValue : Value
{
    public static NothingValue Instance { get; } = new();
}
