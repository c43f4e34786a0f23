namespace ModelGen;

/// <summary>x·Φ(x), Φ the normal distribution function; [F], [T, F] or [C, H, W] -> same.</summary>
/// <remarks>Hendrycks and Gimpel 2016, arXiv:1606.08415.</remarks>
public sealed class GeluAttribute : LayerAttribute
{
    /// <summary>Uses the paper's tanh approximation, as gpt2 does.</summary>
    public bool Tanh { get; set; }
}
