namespace ModelGen;

/// <summary>(x − mean) / √(variance + Epsilon) of each channel of each image, over all of its pixels; [C, H, W] -> same. With <see cref="Affine"/> times a learned gain, plus a bias.</summary>
/// <remarks>Ulyanov et al. 2016, arXiv:1607.08022.</remarks>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>Whether each channel has a learned gain and bias.</summary>
    public bool Affine { get; set; }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>instanceNorm</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
