namespace ModelGen;

/// <summary>x · min(max(x + 3, 0), 6) / 6 of each value (Howard et al. 2019, arXiv:1905.02244); [F], [T, F] or [C, H, W] -> same.</summary>
public sealed class HardSwishAttribute : LayerAttribute;
