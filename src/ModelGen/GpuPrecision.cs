namespace ModelGen;

/// <summary>In what a model on a GPU predicts, and in what it trains. Weights, gradients, the optimizer's state, norms, softmax and sums have 32 bits whatever is chosen.</summary>
public enum GpuPrecision
{
    /// <summary>32 bits throughout.</summary>
    Float32,

    /// <summary>Operands of products and of attention are rounded to IEEE binary16: 11 significant bits, up to 65504.</summary>
    Float16,

    /// <summary>Operands of products and of attention are rounded to bfloat16: 8 significant bits, the range of 32 bits.</summary>
    BFloat16,
}
