namespace ModelGen;

/// <summary>
/// softmax(Q·Kᵀ / √size)·V for each head of size F / Heads, with query, key, value and output projections; [T, F] -> same.
/// Computed without a T x T buffer (Dao et al. 2022, arXiv:2205.14135).
/// </summary>
/// <remarks>Vaswani et al. 2017, arXiv:1706.03762; grouped key-value heads: Ainslie et al. 2023, arXiv:2305.13245; rotary: Su et al. 2021, arXiv:2104.09864.</remarks>
public sealed class SelfAttentionAttribute : LayerAttribute
{
    /// <summary>Query heads; divides F.</summary>
    public required int Heads { get; set; }

    /// <summary>Key and value heads, shared by groups of query heads; divides <see cref="Heads"/>. 0: as many as <see cref="Heads"/>.</summary>
    public int KvHeads { get; set; }

    /// <summary>A step sees itself and earlier steps only.</summary>
    public bool Causal { get; set; }

    /// <summary>Rotates queries and keys by their position; the head size must be even.</summary>
    public bool Rotary { get; set; }

    /// <summary>The base of the rotation's frequencies.</summary>
    public double RotaryBase { get; set; } = 10000;

    /// <summary>How many numbers of each head turn, from the first one on; even. 0: all.</summary>
    public int RotarySize { get; set; }

    /// <summary>How frequencies are slowed down.</summary>
    public RotaryScaling RotaryScaling { get; set; }

    /// <summary>By how much.</summary>
    public double RotaryFactor { get; set; } = 1;

    /// <summary>Llama3 and Yarn: waves longer than <see cref="RotaryContext"/> / this are slowed down by the whole factor.</summary>
    public double RotaryLowFactor { get; set; } = 1;

    /// <summary>Llama3 and Yarn: waves shorter than <see cref="RotaryContext"/> / this are left.</summary>
    public double RotaryHighFactor { get; set; } = 4;

    /// <summary>Llama3 and Yarn: the context of the first training.</summary>
    public int RotaryContext { get; set; } = 8192;

    /// <summary>PerPair: how much slower each pair turns, numbers above 0.</summary>
    public double[] RotaryFactors { get; set; } = [];

    /// <summary>Queries and keys are multiplied by this as they turn.</summary>
    public double RotaryMagnitude { get; set; } = 1;

    /// <summary>The size of a head, where it is not F / Heads. 0: F / Heads.</summary>
    public int HeadSize { get; set; }

    /// <summary>A step sees this many steps at most, itself included (Beltagy et al. 2020, arXiv:2004.05150); causal only. 0: all.</summary>
    public int Window { get; set; }

    /// <summary>Scores s become SoftCap · tanh(s / SoftCap) (Gemma 2, arXiv:2408.00118). 0: they stay.</summary>
    public double SoftCap { get; set; }

    /// <summary>Queries and keys of each head are divided by their root mean square, and multiplied by gains [size] that the heads share, before they turn (arXiv:2010.04245).</summary>
    public bool QueryKeyNorm { get; set; }

    /// <summary>The ε of these norms.</summary>
    public double NormEpsilon { get; set; } = 1e-6;

    /// <summary>What weight files hold the gains of these norms less: 1 for Gemma's.</summary>
    public double NormOffset { get; set; }

    /// <summary>Whether the output projection has a bias; without it: as <see cref="Bias"/>.</summary>
    public bool OutputBias { get; set; } = true;

    /// <summary>A weight file that has queries, keys and values in one tensor has them head by head, as GPT-NeoX's do.</summary>
    public bool ByHead { get; set; }

    /// <summary>Whether the four projections have biases.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Dropout on the attention probabilities, 0 ≤ rate &lt; 1.</summary>
    public double Dropout { get; set; }

    /// <summary>Weights are drawn from a normal distribution of this standard deviation, biases are 0. 0: PyTorch's default for a linear map.</summary>
    public double InitStd { get; set; }

    /// <summary>The same for the output projection. 0: as <see cref="InitStd"/>.</summary>
    public double OutputInitStd { get; set; }

    /// <summary>Weight files hold the transposes of the four weights, [in, out], as Hugging Face's gpt2 does.</summary>
    public bool Transposed { get; set; }

    /// <summary>The name in <c>Parameters</c> and in weight files; otherwise <c>selfAttention</c>, numbered when repeated. Empty: its parameters stand beside those of other layers.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The prefix in weight files, where it is not <see cref="Name"/>; empty for none. In braces, names for the four maps, queries, keys, values and output:
    /// <c>self_attn.{q_proj,k_proj,v_proj,o_proj}</c>; or for two, where a file has queries, keys and values in one tensor: <c>attn.{c_attn,c_proj}</c>. With <see cref="QueryKeyNorm"/> two more: <c>self_attn.{q_proj,k_proj,v_proj,o_proj,q_norm,k_norm}</c>.
    /// </summary>
    public string? WeightName { get; set; }
}
