namespace ModelGen;

/// <summary>The largest value of each window over time: [T, F] -> [T', F] with T' = floor((T + 2·Padding − size) / Stride) + 1.</summary>
/// <param name="size">Steps in a window.</param>
public sealed class MaxPool1dAttribute(int size) : LayerAttribute
{
    /// <summary>Steps in a window.</summary>
    public int Size { get; } = size;

    /// <summary>Steps from one window to the next; without it windows do not overlap.</summary>
    public int Stride { get; set; } = size;

    /// <summary>Ignored steps at each end; at most half of the window.</summary>
    public int Padding { get; set; }
}
