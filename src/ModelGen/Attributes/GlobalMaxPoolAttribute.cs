namespace ModelGen;

/// <summary>The largest value over time or space: [T, F] -> [F] (padding left out), [C, H, W] -> [F:C].</summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
