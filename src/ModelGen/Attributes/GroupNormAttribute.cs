namespace ModelGen;

/// <summary>Normalisation over groups of channels and all of space: [C, H, W] -> same; groups divides C.</summary>
/// <param name="groups">The number of groups.</param>
/// <remarks>Wu and He 2018, arXiv:1803.08494.</remarks>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>groupNorm</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
