namespace ModelGen;

/// <summary>
/// Normalisation of each feature or channel over the batch (and time or space) while training, over running statistics in prediction;
/// [F], [T, F] or [C, H, W] -> same.
/// </summary>
/// <remarks>Ioffe and Szegedy 2015, arXiv:1502.03167.</remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>The share of the newest batch in the running statistics, as PyTorch counts it.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>batchNorm</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
