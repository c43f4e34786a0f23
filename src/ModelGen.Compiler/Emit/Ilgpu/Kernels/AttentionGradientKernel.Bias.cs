namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>The gradient of a bias: one that all heads share, or one by the way from a query to a key.</content>
internal sealed partial record AttentionGradientKernel
{
    private void Bias(CodeWriter code)
    {
        Begin(code, "key", "query", "steps");
        using (code.Block($"for (int head = 0; {Seen("key <= query && ")}head < {Literals.Int(Text.Heads.Count)}; head++)"))
        {
            Add(code);
        }

        code.Line();
        code.Line("dBias[((((long)batch * length) + query) * steps) + key] = total;");
    }

    // Each number by one thread, the last one, which stands between no two steps, as 0.
    private void Ways(CodeWriter code)
    {
        Begin(code, "way", "head", "2 * steps");
        using (code.Block("for (int query = 0; query < length; query++)"))
        {
            code.Line("int key = query + way - steps + 1;");
            using (code.Block($"if ({Seen("key <= query && ")}key >= 0 && key < steps)"))
            {
                Add(code);
            }
        }

        code.Line();
        code.Line($"dBias[((((long)batch * {Literals.Int(Text.Heads.Count)}) + head) * 2 * steps) + way] = total;");
    }

    // Which number a thread sums up.
    private void Begin(CodeWriter code, string thread, string row, string end)
    {
        code.Line($"int {thread} = (Il::Grid.IdxX * {Literals.Int(Text.Threads)}) + Il::Group.IdxX;");
        code.Line($"int {row} = Il::Grid.IdxY;");
        code.Line("int batch = Il::Grid.IdxZ;");
        using (code.Block($"if ({thread} >= {end})"))
        {
            code.Line("return;");
        }

        code.Line();
        code.Line("float total = 0;");
    }

    private string Seen(string causal) => (Text.Causal ? causal : "") + (Text.Window > 0 ? $"query - key < {Literals.Int(Text.Window)} && " : "");

    // The gradient of one score of one head.
    private void Add(CodeWriter code)
    {
        string heads = Literals.Int(Text.Heads.Count), size = Literals.Int(Text.Size);
        Text.IfSeen(code, "query", "key", () =>
        {
            code.Line($"int keyHead = {Text.KeyHead};");
            code.Line($"int place = (((batch * length) + query) * {Text.QueryPitch}) + (head * {size});");
            code.Line($"int from = {Text.KeyStart("key")};");
            code.Line("float s = 0;");
            code.Line("float dp = 0;");
            using (code.Block($"for (int d = 0; d < {size}; d++)"))
            {
                code.Line($"s += {Text.Scale} * {Text.QueryView}[place + d] * {Text.KeyView}[from + d];");
                code.Line($"dp += dOutput[place + d] * {Text.ValueView}[from + d];");
            }

            code.Line();
            Text.Bend(code, "s");
            Text.AddBias(code, "s", "query", "key");
            if (Text.Dropout > 0)
            {
                code.Line($"dp = {Text.Kept("query", "key")} ? dp * raise : 0;");
            }

            code.Line($"int row = (((batch * {heads}) + head) * length) + query;");
            code.Line($"total += {Exp}(s - logSum[row]) * (dp - deltas[row]);");
        });
    }
}
