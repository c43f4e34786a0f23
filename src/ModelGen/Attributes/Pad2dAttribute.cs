namespace ModelGen;

/// <summary>Zeros around an image: [C, H, W] -> [C, Top + H + Bottom, Left + W + Right].</summary>
/// <param name="size">Zeros at each edge for which no other number is given.</param>
public sealed class Pad2dAttribute(int size) : LayerAttribute
{
    /// <summary>Zeros at each edge for which no other number is given.</summary>
    public int Size { get; } = size;

    /// <summary>Rows above.</summary>
    public int Top { get; set; } = size;

    /// <summary>Rows below.</summary>
    public int Bottom { get; set; } = size;

    /// <summary>Columns to the left.</summary>
    public int Left { get; set; } = size;

    /// <summary>Columns to the right.</summary>
    public int Right { get; set; } = size;
}
