using System;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>The gradient of queries.</content>
internal sealed partial record AttentionGradientKernel
{
    private void Query(CodeWriter code)
    {
        string side = Literals.Int(Side), size = Literals.Int(Text.Size), heads = Literals.Int(Text.Heads.Count);
        Shared(code, ["q", "g", "k", "v"], ["slopes"]);
        code.Line("int head = Il::Grid.IdxY;");
        code.Line($"int keyHead = {Text.KeyHead};");
        code.Line("int batch = Il::Grid.IdxZ;");
        code.Line($"int first = {(Text.Causal ? "(Il::Grid.DimX - 1 - Il::Grid.IdxX)" : "Il::Grid.IdxX")} * {side};");
        Each(i =>
        {
            code.Line($"int row{i} = first + up + {8 * i};");
            code.Line($"int sums{i} = (((batch * {heads}) + head) * length) + (row{i} < length ? row{i} : length - 1);");
            code.Line($"float log{i} = logSum[sums{i}];");
            code.Line($"float delta{i} = deltas[sums{i}];");
        });
        Declare(code, "dq", Slices);
        code.Line(Text.Causal ? $"int end = first + {side} < {Text.Steps} ? first + {side} : {Text.Steps};" : $"int end = {Text.Steps};");
        if (Slices == 1)
        {
            LoadQueries(code, "0", "first", "q", "g");
        }

        using (code.Block($"for (int start = {Text.FirstTile("first", Side)}; start < end; start += {side})"))
        {
            Zero(code, "s", "dp");
            Over(code, slice =>
            {
                code.Line("Il::Group.Barrier();");
                if (Slices > 1)
                {
                    LoadQueries(code, slice, "first", "q", "g");
                }

                LoadKeys(code, slice, "start", "k", "v");
                code.Line("Il::Group.Barrier();");
                Products(code, ("s", "q", "k"), ("dp", "g", "v"));
            });
            Each(j => code.Line($"int key{j} = start + across + {8 * j};"));
            Each(i => Each(j =>
            {
                string dp = $"dp{i}{j}";
                if (Text.Dropout > 0)
                {
                    code.Line($"{dp} = {Text.Kept($"row{i}", $"key{j}")} ? {dp} * raise : 0;");
                }

                Text.Bend(code, $"s{i}{j}");
                code.Line($"slopes[((up + {8 * i}) * {Pitch}) + across + {8 * j}] = {WeightCall($"s{i}{j}", $"log{i}", $"row{i}", $"key{j}")} * ({dp} - delta{i}){Text.Slope($"s{i}{j}")};");
            }));
            for (int slice = 0; slice < Slices; slice++)
            {
                code.Line("Il::Group.Barrier();");
                if (Slices > 1)
                {
                    LoadKeys(code, Literals.Int(slice), "start", "k", "v");
                    code.Line("Il::Group.Barrier();");
                }

                Mix(code, "dq", slice, "slopes", "k");
            }
        }

        code.Line();
        Store(code, "dq", Slices, "", Targets[0], $"((((batch * length) + row{{0}}) * {Text.QueryPitch}) + (head * {size}))", Text.Scale);
    }

    // Products run over all slices before anything is made of them.
    private void Over(CodeWriter code, Action<string> body)
    {
        if (Slices == 1)
        {
            body("0");
            return;
        }

        using (code.Block($"for (int slice = 0; slice < {Literals.Int(Slices)}; slice++)"))
        {
            body("slice");
        }

        code.Line();
    }
}
