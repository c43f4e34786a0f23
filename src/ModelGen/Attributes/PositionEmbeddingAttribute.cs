namespace ModelGen;

/// <summary>Adds a learned vector for each position: [T, F] -> same. The table is [maximum length, F].</summary>
public sealed class PositionEmbeddingAttribute : LayerAttribute
{
    /// <summary>The table is drawn from a normal distribution of this standard deviation.</summary>
    public double InitStd { get; set; } = 1;

    /// <summary>The first step's row; the table is [maximum length + Offset, F].</summary>
    public int Offset { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>positionEmbedding</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
