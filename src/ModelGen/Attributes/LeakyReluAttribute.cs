namespace ModelGen;

/// <summary>x where x &gt; 0, slope·x elsewhere; [F], [T, F] or [C, H, W] -> same.</summary>
/// <param name="slope">The slope left of 0.</param>
public sealed class LeakyReluAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope left of 0.</summary>
    public double Slope { get; } = slope;
}
