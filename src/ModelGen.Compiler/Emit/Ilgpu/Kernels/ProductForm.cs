namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>The three products of a linear layer.</summary>
internal enum ProductForm
{
    /// <summary>y [rows, out] = x [rows, in] · weight [out, in]ᵀ.</summary>
    Forward,

    /// <summary>dx [rows, in] = dy [rows, out] · weight [out, in].</summary>
    BackwardInput,

    /// <summary>dWeight [out, in] += dy [rows, out]ᵀ · x [rows, in].</summary>
    BackwardWeight,
}
