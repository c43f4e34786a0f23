namespace ModelGen;

/// <summary>Adds a learned vector for each position: [T, F] -> same. The table is [maximum length, F].</summary>
public sealed class PositionEmbeddingAttribute : LayerAttribute
{
    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>positionEmbedding</c>, numbered when repeated.</summary>
    public string? Name { get; set; }
}
