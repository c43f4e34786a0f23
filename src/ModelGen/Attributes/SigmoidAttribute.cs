namespace ModelGen;

/// <summary>1 / (1 + e^−x) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
public sealed class SigmoidAttribute : LayerAttribute;
