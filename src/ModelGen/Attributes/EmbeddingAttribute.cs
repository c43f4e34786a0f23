namespace ModelGen;

/// <summary>Looks each token up in a learned table: i32[T] -> [T, width]. The table is [Vocabulary, width].</summary>
/// <param name="width">The size of a token's vector.</param>
public sealed class EmbeddingAttribute(int width) : LayerAttribute
{
    /// <summary>The size of a token's vector.</summary>
    public int Width { get; } = width;

    /// <summary>The table is drawn from a normal distribution of this standard deviation.</summary>
    public double InitStd { get; set; } = 1;

    /// <summary>What rows are multiplied by.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>A second table of one row, [1, width], is added at each step, as RoBERTa's only segment is.</summary>
    public bool Segment { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>embedding</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The prefix in weight files, where it is not <see cref="Name"/>; empty for none. In braces, for an input with segments, or with <see cref="Segment"/>, names for the two tables:
    /// <c>embeddings.{word_embeddings,token_type_embeddings}</c>.
    /// </summary>
    public string? WeightName { get; set; }
}
