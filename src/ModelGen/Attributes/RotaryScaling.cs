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

    /// <summary>The same with a ramp over pairs instead of frequencies (YaRN, Peng et al. 2023, arXiv:2309.00071); the temperature that goes with it is <see cref="SelfAttentionAttribute.RotaryMagnitude"/>.</summary>
    Yarn,

    /// <summary>Each pair by a factor of its own, <see cref="SelfAttentionAttribute.RotaryFactors"/> (LongRoPE, Ding et al. 2024, arXiv:2402.13753).</summary>
    PerPair,
}
