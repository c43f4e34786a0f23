namespace ModelGen;

/// <summary>Normalisation over the last axis: y = (x − mean) / sqrt(variance + ε) · gain + bias; [F] or [T, F] -> same.</summary>
/// <remarks>Ba et al. 2016, arXiv:1607.06450.</remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>layerNorm</c>, numbered when repeated.</summary>
    public string? Name { get; set; }
}
