namespace ModelGen;

/// <summary>x·sigmoid(x) of each value; [F], [T, F] or [C, H, W] -> same.</summary>
/// <remarks>Elfwing et al. 2017, arXiv:1702.03118.</remarks>
public sealed class SiluAttribute : LayerAttribute;
