namespace ModelGen.Gpu;

/// <summary>
/// The constants of one product of a model: y = act(x · Wᵀ + b) + residual, or one of its gradients, dx = dy · W ⊙ act'(before) + residual and dW = residual + dyᵀ · x. A compiled kernel
/// contains nothing that they rule out.
/// </summary>
internal interface ITensorProduct
{
    /// <summary>One of the forms of <see cref="TensorProductKernel"/>.</summary>
    static abstract int Form { get; }

    /// <summary>Numbers in a row of the first operand (x; dy) as it lies in memory, in the forward form of W too: a multiple of 8, behind the matrix zeros.</summary>
    static abstract int Inputs { get; }

    /// <summary>Columns of the result: rows of W forward, its columns in gradients.</summary>
    static abstract int Outputs { get; }

    /// <summary>Whether b is added.</summary>
    static abstract bool HasBias { get; }

    /// <summary>One of the numbers of <see cref="GpuMath"/>.</summary>
    static abstract int Activation { get; }

    /// <summary>Whether the value before the activation is written too.</summary>
    static abstract bool KeepsBefore { get; }

    /// <summary>Whether the residual is added; it has 32 bits.</summary>
    static abstract bool HasResidual { get; }

    /// <summary>Whether the outputs are [gate | up] and y = silu(gate) · up, half as wide.</summary>
    static abstract bool IsGated { get; }

    /// <summary>Whether y has 16 bits, for another product or attention to read.</summary>
    static abstract bool IsRounded { get; }
}
