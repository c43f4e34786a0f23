namespace ModelGen.Gpu;

/// <summary>The constants of one product of a model, y = act(x · Wᵀ + b) + residual. A compiled kernel contains nothing that they rule out.</summary>
internal interface ITensorProduct
{
    /// <summary>Numbers in a row of x and of W as they lie in memory: a multiple of 8, behind the matrix zeros.</summary>
    static abstract int Inputs { get; }

    /// <summary>Rows of W.</summary>
    static abstract int Outputs { get; }

    /// <summary>Whether b is added.</summary>
    static abstract bool HasBias { get; }

    /// <summary>One of the numbers of <see cref="GpuMath"/>.</summary>
    static abstract int Activation { get; }

    /// <summary>Whether the residual is added; it has 32 bits.</summary>
    static abstract bool HasResidual { get; }

    /// <summary>Whether the outputs are [gate | up] and y = silu(gate) · up, half as wide.</summary>
    static abstract bool IsGated { get; }

    /// <summary>Whether y has 16 bits, for another product or attention to read.</summary>
    static abstract bool IsRounded { get; }
}
