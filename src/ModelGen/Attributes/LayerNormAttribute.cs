namespace ModelGen;

/// <summary>Normalisation over the last axis: y = (x − mean) / sqrt(variance + ε) · gain + bias; [F] or [T, F] -> same.</summary>
/// <remarks>Ba et al. 2016, arXiv:1607.06450.</remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>layerNorm</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
