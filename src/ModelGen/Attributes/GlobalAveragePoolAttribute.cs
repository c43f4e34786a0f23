namespace ModelGen;

/// <summary>The mean over time or space: [T, F] -> [F] (padding left out), [C, H, W] -> [F:C].</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
