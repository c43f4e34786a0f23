namespace ModelGen.Cpu.Products;

/// <summary>
/// What happens to an element of C once its sum is complete, while it is still in cache; absent parts are null. In this order:
/// add the bias; keep the value; apply the activation; multiply by an activation's derivative; add the residual.
/// </summary>
internal unsafe struct Epilogue
{
    /// <summary>[n], or null.</summary>
    public float* Bias;

    /// <summary>[m], added to each element of a row (a convolution's rows are channels); or null.</summary>
    public float* RowBias;

    /// <summary>[m, n] with C's step: receives the value before the activation; or null.</summary>
    public float* PreActivation;

    public Activation Activation;

    /// <summary>[m, n] with C's step: the value multiplies by the derivative of <see cref="Activation"/> there (instead of applying it); or null.</summary>
    public float* DerivativeAt;

    /// <summary>[m, n] with C's step, or null.</summary>
    public float* Residual;

    public readonly bool IsEmpty => Bias == null && RowBias == null && PreActivation == null && Activation == Activation.None && Residual == null;
}
