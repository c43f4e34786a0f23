namespace ModelGen;

/// <summary>Root-mean-square normalisation over the last axis: y = x / sqrt(mean(x²) + ε) · gain; [F] or [T, F] -> same.</summary>
/// <remarks>Zhang and Sennrich 2019, arXiv:1910.07467, equation 4.</remarks>
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>ε.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Weight files hold the gain less this: 1 for Gemma's, which say how far it is from 1.</summary>
    public double Offset { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>rmsNorm</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
