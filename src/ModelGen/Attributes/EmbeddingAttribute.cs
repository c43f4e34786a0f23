namespace ModelGen;

/// <summary>Looks each token up in a learned table: i32[T] -> [T, width]. The table is [Vocabulary, width].</summary>
/// <param name="width">The size of a token's vector.</param>
public sealed class EmbeddingAttribute(int width) : LayerAttribute
{
    /// <summary>The size of a token's vector.</summary>
    public int Width { get; } = width;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>embedding</c>, numbered when repeated.</summary>
    public string? Name { get; set; }
}
