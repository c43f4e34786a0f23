namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Copies keys, turned by their positions, and values of new tokens into a decoder's cache.</summary>
internal sealed record CacheAppendKernel(AttentionText Text) : IKernel
{
    private const string Threads = "64";

    public string Name => "AppendToCache" + Text.Suffix;

    public void Write(CodeWriter code)
    {
        const string views = "Il::ArrayView<float> packed, Il::ArrayView<float> keyCache, Il::ArrayView<float> valueCache";
        string width = Literals.Int(Text.Heads.KeyValueWidth), size = Literals.Int(Text.Size);
        code.Line($"/// <summary>Keys and values of packed [length, q | k | v] become rows of the caches [{Literals.Int(Text.Context)}, {width}] from a position on.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {views}, int position, long length) =>");
        code.Line($"    device.Launch({Name}Kernel, (length, 1, 1), {Threads}, packed, keyCache, valueCache{(Text.HasRotary ? ", " + Text.Angles : "")}, position);").Line();
        using (code.Block($"private static void {Name}Kernel({views}{(Text.HasRotary ? ", Il::ArrayView<float> angles" : "")}, int position)"))
        {
            code.Line("int token = Il::Grid.IdxX;");
            code.Line("int at = position + token;");
            using (code.Block($"for (int i = Il::Group.IdxX; i < {width}; i += {Threads})"))
            {
                code.Line($"int from = (token * {Literals.Int(Text.Heads.PackedWidth)}) + {Literals.Int(Text.Heads.QueryWidth)};");
                code.Line($"keyCache[(at * {width}) + i] = {(Text.HasRotary ? $"Gpu::Angle.Turn(packed, from + (i / {size} * {size}), i % {size}, {size}, angles, at)" : "packed[from + i]")};");
                code.Line($"valueCache[(at * {width}) + i] = packed[from + {width} + i];");
            }
        }
    }
}
