namespace ModelGen;

/// <summary>log(1 + eˣ) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
public sealed class SoftplusAttribute : LayerAttribute;
