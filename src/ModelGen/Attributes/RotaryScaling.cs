namespace ModelGen;

/// <summary>How rotary positions are slowed down for contexts longer than those of the first training.</summary>
public enum RotaryScaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>All frequencies divided by <see cref="SelfAttentionAttribute.RotaryFactor"/> (Chen et al. 2023, arXiv:2306.15595).</summary>
    Linear,

    /// <summary>Long waves divided, short ones as they were, a ramp between them (Grattafiori et al. 2024, arXiv:2407.21783).</summary>
    Llama3,
}
