namespace ModelGen;

/// <summary>How a weight is drawn before training.</summary>
public enum Init
{
    /// <summary>The layer's own rule, as in PyTorch.</summary>
    Default,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>Normal with standard deviation 0.02 (Radford et al. 2019).</summary>
    Normal,

    /// <summary>Uniform within ±sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010).</summary>
    XavierUniform,

    /// <summary>Uniform within ±sqrt(6 / inputs) (He et al. 2015, arXiv:1502.01852).</summary>
    KaimingUniform,
}
