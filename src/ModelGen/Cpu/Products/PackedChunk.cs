namespace ModelGen.Cpu.Products;

/// <summary>
/// A part of a product whose operands are packed at once. Packed memory is ordered by passes of k (<see cref="Blocking.Depth"/>),
/// in each pass by panels.
/// </summary>
internal unsafe struct PackedChunk
{
    public float* A;
    public float* B;
    public int FirstRow;
    public int Rows;
    public int FirstColumn;
    public int Columns;
    public int FirstDepth;
    public int Depth;

    /// <summary>Sum over earlier chunks is in C already (or C is to be added to).</summary>
    public bool Add;

    /// <summary>This chunk completes the sums: the epilogue follows.</summary>
    public bool Last;
}
