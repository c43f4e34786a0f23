namespace ModelGen;

/// <summary>exp(x) / Σ exp(x) over F; [F] or [T, F] -> same.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;
