namespace ModelGen;

/// <summary>x − log Σ exp(x) over F; [F] or [T, F] -> same.</summary>
public sealed class LogSoftmaxAttribute : LayerAttribute;
