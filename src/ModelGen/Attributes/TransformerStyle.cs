namespace ModelGen;

/// <summary>The three families of transformers that the preset can write.</summary>
public enum TransformerStyle
{
    /// <summary>Pre-norm LayerNorm, learned positions, GELU (tanh), biases, causal, tied head (Radford et al. 2019). Weights as in Hugging Face's gpt2.</summary>
    Gpt,

    /// <summary>RMSNorm, rotary positions, SwiGLU, no biases, grouped key-value heads, causal (Touvron et al. 2023, arXiv:2302.13971). Weights as in Hugging Face's llama.</summary>
    Llama,

    /// <summary>
    /// Post-norm, bidirectional, two segments (token types), exact GELU, pooler (Devlin et al. 2018, arXiv:1810.04805). Weights as in Hugging
    /// Face's bert. Id 0 is padding; a token of the second segment has its id + Vocabulary.
    /// </summary>
    Bert,
}
