namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// One operand of a product on its way from global memory through four vectors of registers into a slice of shared memory, which is
/// [16, 64] with the depth first, whatever the operand's own order.
/// </summary>
/// <param name="Tile">The shared array.</param>
/// <param name="View">The operand.</param>
/// <param name="ContiguousDepth">Neighbours in memory differ in depth: [64, 16] in memory.</param>
/// <param name="Stride">The length of a row in memory.</param>
/// <param name="Start">The local with the tile's first row or column.</param>
/// <param name="Limit">How many rows or columns there are.</param>
/// <param name="Depth">The whole depth.</param>
internal sealed record ProductOperand(string Tile, string View, bool ContiguousDepth, long Stride, string Start, string Limit, string Depth)
{
    private static readonly string[] s_parts = ["X", "Y", "Z", "W"];

    // The planner places whatever has whole vectors of four on their boundary.
    private bool IsAligned => Stride % 4 == 0;

    public void Declare(CodeWriter code)
    {
        if (IsAligned)
        {
            code.Line($"var {View}4 = {View}.Cast<Gpu::Float4>();");
        }

        for (int i = 0; i < 4; i++)
        {
            code.Line($"Gpu::Float4 {Tile}{i} = default;");
        }
    }

    public void Load(CodeWriter code, string depth)
    {
        for (int i = 0; i < 4; i++)
        {
            // Depth first: thread t has row t and all 16 depths. Otherwise 16 threads share a depth, four columns each.
            (string row, string column) = ContiguousDepth
                ? ($"{Start} + thread", Sum(depth, 4 * i))
                : ($"{Sum(depth, 4 * i)} + (thread / 16)", $"{Start} + (4 * (thread % 16))");
            (string rows, string columns) = ContiguousDepth ? (Limit, Depth) : (Depth, Limit);
            string index = $"(({row}) * {Literals.Int(Stride)}) + {column}";
            code.Line(IsAligned
                ? $"{Tile}{i} = {row} < {rows} && {column} < {columns} ? {View}4[({index}) / 4] : default;"
                : $"{Tile}{i} = Gpu::ProductLoad.Part({View}, {row} < {rows}, {index}, {columns} - ({column}));");
        }
    }

    public void Store(CodeWriter code, string buffer)
    {
        for (int i = 0; i < 4; i++)
        {
            if (!ContiguousDepth)
            {
                code.Line($"{Tile}4[(({buffer} + {4 * i} + (thread / 16)) * 16) + (thread % 16)] = {Tile}{i};");
                continue;
            }

            for (int part = 0; part < 4; part++)
            {
                code.Line($"{Tile}[(({buffer} + {(4 * i) + part}) * 64) + thread] = {Tile}{i}.{s_parts[part]};");
            }
        }
    }

    private static string Sum(string depth, int offset) => offset == 0 ? depth : depth == "0" ? Literals.Int(offset) : $"{depth} + {offset}";
}
