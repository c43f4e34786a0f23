namespace ModelGen;

/// <summary>Normalisation over groups of channels and all of space: [C, H, W] -> same; groups divides C.</summary>
/// <param name="groups">The number of groups.</param>
/// <remarks>Wu and He 2018, arXiv:1803.08494.</remarks>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>groupNorm</c>, numbered when repeated.</summary>
    public string? Name { get; set; }
}
