namespace ModelGen;

/// <summary>
/// Means of as many windows as wanted, spread evenly over the image: [C, H, W] -> [C, height, Width]. Window i of n takes the rows from floor(i·H / n) to below ceil((i + 1)·H / n), columns likewise, as in PyTorch.
/// </summary>
/// <param name="height">Rows of the result.</param>
public sealed class AdaptiveAvgPool2dAttribute(int height) : LayerAttribute
{
    /// <summary>Rows of the result.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the result; as many as rows unless said otherwise.</summary>
    public int Width { get; set; } = height;
}
