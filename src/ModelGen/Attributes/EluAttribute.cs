namespace ModelGen;

/// <summary>x where x &gt; 0, alpha·(eˣ − 1) elsewhere; [F], [T, F] or [C, H, W] -> same.</summary>
/// <param name="alpha">Minus the limit at −∞.</param>
/// <remarks>Clevert et al. 2015, arXiv:1511.07289.</remarks>
public sealed class EluAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>Minus the limit at −∞.</summary>
    public double Alpha { get; } = alpha;
}
