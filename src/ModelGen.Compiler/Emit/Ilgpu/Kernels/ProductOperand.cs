namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>One operand of a product: how its slices get into shared memory.</summary>
/// <param name="Tile">The shared array, and the local on the way there.</param>
/// <param name="View">The operand.</param>
/// <param name="DepthIsLast">The depth is the last axis in memory.</param>
/// <param name="Stride">The length of a row in memory.</param>
/// <param name="Start">The local with the tile's first row or column.</param>
/// <param name="Limit">How many rows or columns there are.</param>
/// <param name="Depth">The whole depth.</param>
internal sealed record ProductOperand(string Tile, string View, bool DepthIsLast, long Stride, string Start, string Limit, string Depth)
{
    // The planner places whatever has whole vectors of four on their boundary.
    private bool IsAligned => Stride % 4 == 0;

    public void Declare(CodeWriter code)
    {
        if (IsAligned)
        {
            code.Line($"Il::ArrayView<Gpu::Float4> {View}4 = {View}.Cast<Gpu::Float4>();");
        }
    }

    public string Load(string depth)
    {
        string stride = Literals.Int(Stride);
        string view = IsAligned ? View + "4" : View;
        if (!DepthIsLast)
        {
            return $"Gpu::ProductSlice.Columns({view}, thread, {depth}, {Depth}, {Start}, {Limit}, {stride})";
        }

        string whole = IsAligned ? ", isWhole: " + Literals.Bool(Stride % ProductKernel.Depth == 0) : "";
        return $"Gpu::ProductSlice.Rows({view}, thread, {Start}, {Limit}, {depth}, {Depth}, {stride}{whole})";
    }

    /// <summary>Which vector of a depth <c>i</c>, a multiple of 4 like the three behind it, holds what <paramref name="vector"/> counts: see <c>ProductSlice.StoreRows</c>.</summary>
    public string Place(string vector) => DepthIsLast ? $"{vector} ^ ((i & 12) >> 1)" : vector;

    public string Store(string local, string first) => DepthIsLast ? $"{local}.StoreRows({Tile}, {first}, thread);" : $"{local}.StoreColumns({Tile}4, {first}, thread);";
}
