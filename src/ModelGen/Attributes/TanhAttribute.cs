namespace ModelGen;

/// <summary>tanh(x) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
public sealed class TanhAttribute : LayerAttribute;
