namespace ModelGen;

/// <summary>Repeats each pixel (nearest neighbour): [C, H, W] -> [C, H·factor, W·factor].</summary>
/// <param name="factor">How often each row and column is repeated.</param>
public sealed class Upsample2dAttribute(int factor) : LayerAttribute
{
    /// <summary>How often each row and column is repeated.</summary>
    public int Factor { get; } = factor;
}
