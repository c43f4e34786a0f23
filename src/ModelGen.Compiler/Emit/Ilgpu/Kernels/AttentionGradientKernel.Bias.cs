namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>The gradient of a bias that all heads share.</content>
internal sealed partial record AttentionGradientKernel
{
    private void Bias(CodeWriter code)
    {
        string heads = Literals.Int(Text.Heads.Count), size = Literals.Int(Text.Size);
        code.Line($"int key = (Il::Grid.IdxX * {Literals.Int(Text.Threads)}) + Il::Group.IdxX;");
        code.Line("int query = Il::Grid.IdxY;");
        code.Line("int batch = Il::Grid.IdxZ;");
        using (code.Block("if (key >= steps)"))
        {
            code.Line("return;");
        }

        code.Line();
        code.Line("float total = 0;");
        using (code.Block($"for (int head = 0; {(Text.Causal ? "key <= query && " : "")}{(Text.Window > 0 ? $"query - key < {Literals.Int(Text.Window)} && " : "")}head < {heads}; head++)"))
        {
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

        code.Line();
        code.Line("dBias[((((long)batch * length) + query) * steps) + key] = total;");
    }
}
