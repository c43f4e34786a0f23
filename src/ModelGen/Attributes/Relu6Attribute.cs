namespace ModelGen;

/// <summary>min(max(x, 0), 6) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
public sealed class Relu6Attribute : LayerAttribute;
