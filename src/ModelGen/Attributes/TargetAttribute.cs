namespace ModelGen;

/// <summary>States the number of classes beside a cross-entropy or binary cross-entropy loss: the output's last axis must have it.</summary>
public sealed class TargetAttribute : LayerAttribute
{
    /// <summary>The size of the output's last axis.</summary>
    public required int Classes { get; set; }
}
