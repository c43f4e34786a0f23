namespace ModelGen;

/// <summary>A sequence of feature vectors, [T&lt;=MaxLength, F]; the length of each batch is known at run time.</summary>
/// <param name="features">F.</param>
public sealed class SequenceAttribute(int features) : LayerAttribute
{
    /// <summary>F.</summary>
    public int Features { get; } = features;

    /// <summary>The longest sequence.</summary>
    public required int MaxLength { get; set; }
}
