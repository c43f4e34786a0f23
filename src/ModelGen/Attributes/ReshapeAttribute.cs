namespace ModelGen;

/// <summary>The same values in row-major order under other sizes: one size gives [F], three give [C, H, W]. The product must stay.</summary>
/// <param name="sizes">One or three sizes, each at least 1.</param>
public sealed class ReshapeAttribute(params int[] sizes) : LayerAttribute
{
    /// <summary>One or three sizes.</summary>
    public int[] Sizes { get; } = sizes;
}
