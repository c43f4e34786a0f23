using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>The function that a linear layer applies to its result, fused into the matrix product.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Activation
{
    /// <summary>y = x.</summary>
    None,

    /// <summary>y = max(x, 0).</summary>
    Relu,

    /// <summary>y = x · Φ(x) with the exact normal distribution function (erf). Hendrycks and Gimpel 2016, arXiv:1606.08415.</summary>
    Gelu,

    /// <summary>The tanh approximation of <see cref="Gelu"/>: y = x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))), as GPT-2 has it.</summary>
    GeluTanh,

    /// <summary>y = x · sigmoid(x), also called swish.</summary>
    Silu,

    /// <summary>y = tanh(x).</summary>
    Tanh,

    /// <summary>y = 1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>y = log(1 + exp(x)).</summary>
    Softplus,
}
