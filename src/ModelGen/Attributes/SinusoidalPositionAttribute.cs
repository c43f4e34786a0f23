namespace ModelGen;

/// <summary>
/// Adds sin(t / 10000^(2i/F)) to feature 2i and the cosine to feature 2i + 1 of step t: [T, F] -> same, F even.
/// </summary>
/// <remarks>Vaswani et al. 2017, arXiv:1706.03762, section 3.5.</remarks>
public sealed class SinusoidalPositionAttribute : LayerAttribute;
