namespace ModelGen;

/// <summary>y = x·Wᵀ + b over the last axis: [F] -> [outFeatures], [T, F] -> [T, outFeatures]. W is [outFeatures, F].</summary>
/// <param name="outFeatures">The size of the last axis afterwards.</param>
public sealed class LinearAttribute(int outFeatures) : LayerAttribute
{
    /// <summary>The size of the last axis afterwards.</summary>
    public int OutFeatures { get; } = outFeatures;

    /// <summary>Whether b is there.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>F as an assertion: 0 infers it, anything else must be what arrives.</summary>
    public int InFeatures { get; set; }

    /// <summary>How W is drawn; the default is PyTorch's.</summary>
    public Init Init { get; set; } = Init.Default;

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>linear</c>, numbered when repeated.</summary>
    public string? Name { get; set; }
}
