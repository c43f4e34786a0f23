namespace ModelGen;

/// <summary>
/// While training each value is 0 with probability rate and divided by 1 − rate otherwise; in prediction nothing happens.
/// [F], [T, F] or [C, H, W] -> same.
/// </summary>
/// <param name="rate">0 ≤ rate &lt; 1.</param>
/// <remarks>Srivastava et al. 2014.</remarks>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The share of values set to 0.</summary>
    public double Rate { get; } = rate;
}
