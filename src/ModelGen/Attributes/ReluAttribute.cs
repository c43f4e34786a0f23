namespace ModelGen;

/// <summary>max(x, 0) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
public sealed class ReluAttribute : LayerAttribute;
