namespace ModelGen;

/// <summary>The function of the gate in <see cref="SwiGluAttribute"/> (Shazeer 2020, arXiv:2002.05202).</summary>
public enum Gate
{
    /// <summary>x · sigmoid(x): SwiGLU.</summary>
    Silu,

    /// <summary>x · Φ(x): GEGLU.</summary>
    Gelu,

    /// <summary>The same by way of tanh, as Gemma does it.</summary>
    GeluTanh,
}
