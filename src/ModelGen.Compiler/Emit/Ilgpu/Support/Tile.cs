using System.Runtime.CompilerServices;

namespace ModelGen.Gpu;

/// <summary>
/// One thread's 8 x 8 numbers of a product, in registers: row i is <c>Ci0 | Ci1</c>, the left and the right half of the tile's columns.
/// Written out because ILGPU puts arrays with a loop index into local memory.
/// </summary>
internal struct Tile
{
    public Float4 C00;
    public Float4 C01;
    public Float4 C10;
    public Float4 C11;
    public Float4 C20;
    public Float4 C21;
    public Float4 C30;
    public Float4 C31;
    public Float4 C40;
    public Float4 C41;
    public Float4 C50;
    public Float4 C51;
    public Float4 C60;
    public Float4 C61;
    public Float4 C70;
    public Float4 C71;

    /// <summary>Adds the outer product of eight numbers of a column of A and eight of a row of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Float4 a0, Float4 a1, Float4 b0, Float4 b1)
    {
        C00 = Float4.MultiplyAdd(a0.X, b0, C00);
        C01 = Float4.MultiplyAdd(a0.X, b1, C01);
        C10 = Float4.MultiplyAdd(a0.Y, b0, C10);
        C11 = Float4.MultiplyAdd(a0.Y, b1, C11);
        C20 = Float4.MultiplyAdd(a0.Z, b0, C20);
        C21 = Float4.MultiplyAdd(a0.Z, b1, C21);
        C30 = Float4.MultiplyAdd(a0.W, b0, C30);
        C31 = Float4.MultiplyAdd(a0.W, b1, C31);
        C40 = Float4.MultiplyAdd(a1.X, b0, C40);
        C41 = Float4.MultiplyAdd(a1.X, b1, C41);
        C50 = Float4.MultiplyAdd(a1.Y, b0, C50);
        C51 = Float4.MultiplyAdd(a1.Y, b1, C51);
        C60 = Float4.MultiplyAdd(a1.Z, b0, C60);
        C61 = Float4.MultiplyAdd(a1.Z, b1, C61);
        C70 = Float4.MultiplyAdd(a1.W, b0, C70);
        C71 = Float4.MultiplyAdd(a1.W, b1, C71);
    }
}
