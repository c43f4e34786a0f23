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

    /// <summary>Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: by <see cref="Init"/>.</summary>
    public double InitStd { get; set; }

    /// <summary>Weight files hold the transpose of W, [F, outFeatures], as Hugging Face's gpt2 does.</summary>
    public bool Transposed { get; set; }

    /// <summary>The name of an <see cref="EmbeddingAttribute"/> of the same declaration, whose table [outFeatures, F] is W: a tied head.</summary>
    public string? TiedTo { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>linear</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>The prefix in weight files, where it is not <see cref="Name"/>: <c>features.0</c>; empty for none.</summary>
    public string? WeightName { get; set; }
}
