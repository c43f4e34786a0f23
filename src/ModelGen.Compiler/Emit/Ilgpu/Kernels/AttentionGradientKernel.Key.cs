namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>The gradient of keys and values.</content>
internal sealed partial record AttentionGradientKernel
{
    private void Key(CodeWriter code)
    {
        string side = Literals.Int(Side), heads = Literals.Int(Text.Heads.Count);
        int share = Text.Heads.Count / Text.Heads.KeyValue, held = (Slices + KeySlices - 1) / KeySlices;
        Shared(code, ["k", "v", "q", "g"], ["slopes", "weights"]);
        code.Line("int keyHead = Il::Grid.IdxY;");
        code.Line(KeySlices == 1 ? "int batch = Il::Grid.IdxZ;" : $"int batch = Il::Grid.IdxZ / {KeySlices};");
        if (KeySlices > 1)
        {
            code.Line($"int low = (Il::Grid.IdxZ % {KeySlices}) * {held};");
        }

        code.Line($"int first = Il::Grid.IdxX * {side};");
        Each(i => code.Line($"int row{i} = first + up + {8 * i};"));
        Declare(code, "dk", held);
        Declare(code, "dv", held);
        if (Slices == 1)
        {
            LoadKeys(code, "0", "first", "k", "v");
        }

        using (code.Block($"for (int head = keyHead * {share}; head < (keyHead + 1) * {share}; head++)"))
        {
            code.Line($"int sums = ((batch * {heads}) + head) * length;");

            // With a window, later queries do not see the group's last key any more.
            string end = Text.Window == 0 ? "length" : $"length && start < first + {Literals.Int(Side + Text.Window - 1)}";
            using (code.Block($"for (int start = {(Text.Causal ? "first" : "0")}; start < {end}; start += {side})"))
            {
                Zero(code, "s", "dp");
                Over(code, slice =>
                {
                    code.Line("Il::Group.Barrier();");
                    if (Slices > 1)
                    {
                        LoadKeys(code, slice, "first", "k", "v");
                    }

                    LoadQueries(code, slice, "start", "q", "g");
                    code.Line("Il::Group.Barrier();");
                    Products(code, ("s", "k", "q"), ("dp", "v", "g"));
                });
                Weights(code);
                for (int slice = 0; slice < held; slice++)
                {
                    code.Line("Il::Group.Barrier();");
                    if (Slices > 1)
                    {
                        LoadQueries(code, KeySlices == 1 ? Literals.Int(slice) : $"(low + {slice})", "start", "q", "g");
                        code.Line("Il::Group.Barrier();");
                    }

                    Mix(code, "dk", slice, "slopes", "q");
                    Mix(code, "dv", slice, "weights", "g");
                }
            }
        }

        code.Line();
        string start = $"({Text.KeyStart("row{0}")})", offset = KeySlices == 1 ? "" : $"(low * {Literals.Int(Width)}) + ";
        if (HasKey)
        {
            Store(code, "dk", held, offset, KeyTarget, start, "");
        }

        if (HasValue)
        {
            Store(code, "dv", held, offset, ValueTarget, $"({Text.ValueStart(start)})", "");
        }
    }

    private void Weights(CodeWriter code)
    {
        Each(j =>
        {
            code.Line($"int query{j} = start + across + {8 * j};");
            code.Line($"int at{j} = sums + (query{j} < length ? query{j} : length - 1);");
            code.Line($"float log{j} = logSum[at{j}];");
            code.Line($"float delta{j} = deltas[at{j}];");
            Each(i =>
            {
                string dp = $"dp{i}{j}", p = $"p{i}{j}", kept = p, place = $"[((up + {8 * i}) * {Pitch}) + across + {8 * j}]";
                Text.Bend(code, $"s{i}{j}");
                code.Line($"float {p} = {WeightCall($"s{i}{j}", $"log{j}", $"query{j}", $"row{i}")};");
                if (Text.Dropout > 0)
                {
                    code.Line($"bool isKept{i}{j} = {Text.Kept($"query{j}", $"row{i}")};");
                    code.Line($"{dp} = isKept{i}{j} ? {dp} * raise : 0;");
                    kept = $"(isKept{i}{j} ? {p} * raise : 0)";
                }

                code.Line($"weights{place} = {kept};");
                code.Line($"slopes{place} = {p} * ({dp} - delta{j}){Text.Slope($"s{i}{j}")};");
            });
        });
    }
}
