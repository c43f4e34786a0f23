namespace ModelGen;

/// <summary>The mean of each square window: [C, H, W] -> [C, H', W'] with H' = floor((H + 2·Padding − size) / Stride) + 1, W' likewise.</summary>
/// <param name="size">Rows and columns of a window.</param>
public sealed class AvgPool2dAttribute(int size) : LayerAttribute
{
    /// <summary>Rows and columns of a window.</summary>
    public int Size { get; } = size;

    /// <summary>Pixels from one window to the next; without it windows do not overlap.</summary>
    public int Stride { get; set; } = size;

    /// <summary>Zeros at each edge; at most half of the window.</summary>
    public int Padding { get; set; }
}
