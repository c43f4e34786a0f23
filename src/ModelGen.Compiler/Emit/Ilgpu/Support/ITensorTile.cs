namespace ModelGen.Gpu;

/// <summary>The square of a product that a block computes, in steps of 32 columns of the operands.</summary>
internal interface ITensorTile
{
    /// <summary>Rows and columns; a block has twice as many threads.</summary>
    static abstract int Size { get; }

    /// <summary>Rows of one warp; it has 32 columns, and two warps lie above each other.</summary>
    static abstract int WarpRows { get; }

    /// <summary>Declares registers and shared memory; all sums are 0.</summary>
    static abstract void Begin();

    /// <summary>Adds the product of sixteen columns; the arguments are this thread's offsets in shared memory.</summary>
    static abstract void Multiply<TType, TProduct>(int rows, int columns)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct;

    /// <summary>Stores this thread's sums, two neighbours at a time.</summary>
    static abstract void Finish<TType, TProduct>(int row, int column, long bias, long residual, long before, long y, int rows, float factor)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct;

    /// <summary>As <see cref="Finish"/>, half as wide: the right half of each warp's columns is gated by the left.</summary>
    static abstract void FinishGated<TType, TProduct>(int row, int column, long bias, long residual, long before, long y, int rows, float factor)
        where TType : struct, ITensorType
        where TProduct : struct, ITensorProduct;
}
