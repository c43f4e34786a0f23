namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Joins the splits of a <see cref="StepAttentionKernel"/>, in order.</summary>
internal sealed record StepCombineKernel(AttentionText Text, bool Branches = false) : IKernel
{
    private const int Keys = 64;

    private const string Exp = "global::ILGPU.Algorithms.XMath.Exp";

    public string Name => (Branches ? "BranchCombine" : "StepCombine") + Text.Suffix;

    public void Write(CodeWriter code)
    {
        string h = Literals.Int(Text.Heads.Count), size = Literals.Int(Text.Size), one = Literals.Int(Text.Size + 2);
        const string views = "Il::ArrayView<float> splits, Il::ArrayView<float> output";
        code.Line($"/// <summary>output [{(Branches ? "texts, " : "")}{Literals.Int(Text.Heads.QueryWidth)}] of all splits.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {views}, int position{(Branches ? ", long texts" : "")}) =>");
        code.Line($"    device.Launch({Name}Kernel, ({h}, {(Branches ? "texts" : "1")}, 1), {Keys}, splits, output, (position / {Keys}) + 1);").Line();
        using (code.Block($"private static void {Name}Kernel({views}, int count)"))
        {
            code.Line("int head = Il::Grid.IdxX;");
            code.Line($"int first = {(Branches ? $"((Il::Grid.IdxY * {h}) + head)" : "head")} * {Literals.Int(StepAttentionKernel.PartialSize(Text))};");
            code.Line("float max = float.MinValue;");
            using (code.Block("for (int i = 0; i < count; i++)"))
            {
                code.Line($"max = splits[first + (i * {one})] > max ? splits[first + (i * {one})] : max;");
            }

            code.Line();
            using (code.Block($"for (int d = Il::Group.IdxX; d < {size}; d += {Keys})"))
            {
                code.Line("float sum = 0;");
                code.Line("float o = 0;");
                using (code.Block("for (int i = 0; i < count; i++)"))
                {
                    code.Line($"int split = first + (i * {one});");
                    code.Line($"float share = {Exp}(splits[split] - max);");
                    code.Line("sum += splits[split + 1] * share;");
                    code.Line("o += splits[split + 2 + d] * share;");
                }

                code.Line();
                code.Line($"output[{(Branches ? $"(Il::Grid.IdxY * {Literals.Int(Text.Heads.QueryWidth)}) + " : "")}(head * {size}) + d] = o / sum;");
            }
        }
    }
}
