namespace ModelGen.Gpu;

/// <summary>A 16-bit type of the tensor cores: the instructions that differ between the two. Registers are those that the tiles name.</summary>
internal interface ITensorType
{
    /// <summary>packed = v0 in the lower half, v1 in the upper; to nearest, ties to even.</summary>
    static abstract void Pack();

    /// <summary>Sums of 4 x 4 parts += rows (4 fragments) · columns (4 fragments).</summary>
    static abstract void Multiply4x4();

    /// <summary>Sums of 2 x 4 parts += rows (2 fragments) · columns (4 fragments).</summary>
    static abstract void Multiply2x4();
}
