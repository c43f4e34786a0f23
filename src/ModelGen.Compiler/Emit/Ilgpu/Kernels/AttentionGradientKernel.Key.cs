using System;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>The gradient of keys and values.</content>
internal sealed partial record AttentionGradientKernel
{
    private void Key(CodeWriter code)
    {
        int vectors = Text.Vectors, held = vectors / Slices, half = held / 2;
        string threads = Literals.Int(Text.Threads), size = Literals.Int(Text.Size);
        int share = Text.Heads.Count / Text.Heads.KeyValue;
        Func<int, string> own = i => KeyInRegisters ? $"k{i}" : $"own[mine + {i}]";
        Func<int, string> ownValue = i => KeyInRegisters ? $"v{i}" : $"own[mine + {vectors + 1 + i}]";

        // Which vector of a row a held one is: a slice has as many of the lower half of the head as of the upper one, so that pairs stay together.
        Func<int, string> held4 = i => Slices == 1 ? Literals.Int(i) : i < half ? $"low + {i}" : $"low + {(vectors / 2) + i - half}";
        code.Line($"Il::ArrayView<Gpu::Float4> q = Il::SharedMemory.Allocate<Gpu::Float4>({Rows * vectors});");
        code.Line($"Il::ArrayView<Gpu::Float4> g = Il::SharedMemory.Allocate<Gpu::Float4>({Rows * vectors});");
        code.Line($"Il::ArrayView<float> parts = Il::SharedMemory.Allocate<float>({Rows * vectors});");
        code.Line($"Il::ArrayView<float> deltas = Il::SharedMemory.Allocate<float>({Rows});");
        code.Line($"Il::ArrayView<float> logs = Il::SharedMemory.Allocate<float>({Rows});");
        if (!KeyInRegisters)
        {
            code.Line($"Il::ArrayView<Gpu::Float4> own = Il::SharedMemory.Allocate<Gpu::Float4>({Text.Threads * 2 * (vectors + 1)});");
        }

        Text.Cast(code, [.. Text.Sources, "output", "dOutput", .. Targets]);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line("int keyHead = Il::Grid.IdxY;");
        code.Line(Slices == 1 ? "int batch = Il::Grid.IdxZ;" : $"int batch = Il::Grid.IdxZ / {Slices};");
        if (Slices > 1)
        {
            code.Line($"int low = (Il::Grid.IdxZ % {Slices}) * {half};");
        }

        code.Line($"int first = Il::Grid.IdxX * {threads};");
        code.Line("int key = first + thread;");
        code.Line($"bool isKey = key < {Text.Steps};");
        code.Line($"int at = isKey ? key : {Text.Steps} - 1;");
        code.Line($"int place = {Text.KeyStart("at")};");
        if (!KeyInRegisters)
        {
            code.Line($"int mine = thread * {2 * (vectors + 1)};");
        }

        for (int i = 0; i < vectors; i++)
        {
            string d = Literals.Int(4 * i), declare = KeyInRegisters ? "Gpu::Float4 " : "";
            code.Line($"{declare}{own(i)} = {Text.Load(Text.KeyView, "place", d, "at")};");
            code.Line($"{declare}{ownValue(i)} = {Text.Load(Text.ValueView, Text.ValueStart("place"), d)};");
        }

        for (int i = 0; i < held; i++)
        {
            code.Line($"Gpu::Float4 dk{i} = default;");
            code.Line($"Gpu::Float4 dv{i} = default;");
        }

        if (Text.HasMask)
        {
            code.Line($"bool isReal = mask[(batch * {Text.Steps}) + at] != 0;");
        }

        using (code.Block($"for (int head = keyHead * {share}; head < (keyHead + 1) * {share}; head++)"))
        {
            // With a window, later queries do not see the group's last key any more.
            string end = Text.Window == 0 ? "length" : $"length && start < first + {Literals.Int(Text.Threads + Text.Window - 1)}";
            using (code.Block($"for (int start = {(Text.Causal ? $"first / {Rows} * {Rows}" : "0")}; start < {end}; start += {Rows})"))
            {
                QueryTile(code);
                code.Line($"int count = length - start < {Rows} ? length - start : {Rows};");
                if (Text.Window > 0)
                {
                    code.Line($"count = at + {Literals.Int(Text.Window)} - start < count ? at + {Literals.Int(Text.Window)} - start : count;");
                }

                if (Text.HasMask)
                {
                    code.Line("count = isReal ? count : 0;");
                }

                string from = Text.Causal ? "at > start ? at - start : 0" : "0";
                using (code.Block($"for (int j = {from}; j < count; j++)"))
                {
                    Text.IfHidden(code, "start + j", "at");
                    code.Line($"int k = j * {vectors};");
                    Text.Dot(code, "s", i => $"q[k + {i}]", own);
                    Text.AddBias(code, "s", "(start + j)", "at");
                    code.Line($"float p = {Exp}(s - logs[j]);");
                    if (Text.Dropout > 0)
                    {
                        code.Line($"bool isKept = {Text.Kept("start + j", "at")};");
                        code.Line("float kept = isKept ? p * raise : 0;");
                    }

                    Text.Dot(code, "dp", i => $"g[k + {i}]", ownValue);
                    for (int i = 0; i < held; i++)
                    {
                        code.Line($"dv{i} = Gpu::Float4.MultiplyAdd({(Text.Dropout > 0 ? "kept" : "p")}, g[k + {held4(i)}], dv{i});");
                    }

                    if (Text.Dropout > 0)
                    {
                        code.Line("dp = isKept ? dp * raise : 0;");
                    }

                    code.Line("float ds = p * (dp - deltas[j]);");
                    string again = Again(code, KeyInRegisters);
                    for (int i = 0; i < held; i++)
                    {
                        code.Line($"dk{i} = Gpu::Float4.MultiplyAdd(ds, q[{again} + {held4(i)}], dk{i});");
                    }
                }
            }
        }

        code.Line();
        using (code.Block("if (isKey)"))
        {
            StoreKey(code, held, half);
        }
    }

    private void StoreKey(CodeWriter code, int held, int half)
    {
        string value = Text.ValueStart("place");
        if (Slices == 1)
        {
            if (HasKey)
            {
                Text.StoreGradient(code, KeyTarget, "place", "dk", "at");
            }

            for (int i = 0; HasValue && i < held; i++)
            {
                code.Line(Text.Store(ValueTarget, value, 4 * i, $"dv{i}"));
            }

            return;
        }

        code.Line("int lower = place + (4 * low);");
        code.Line($"int upper = lower + {Literals.Int(Text.Size / 2)};");
        if (!Text.IsApart)
        {
            code.Line($"int values = {Literals.Int(Text.Heads.KeyValueWidth)};");
        }

        for (int i = 0; i < held; i++)
        {
            string start = i < half ? "lower" : "upper";
            int d = 4 * (i < half ? i : i - half);
            if (HasValue)
            {
                code.Line(Text.Store(ValueTarget, start + (Text.IsApart ? "" : " + values"), d, $"dv{i}"));
            }

            if (HasKey && !Text.HasRotary)
            {
                code.Line(Text.Store(KeyTarget, start, d, $"dk{i}"));
            }
        }

        for (int d = 0; Text.HasRotary && d < 4 * half; d++)
        {
            code.Line($"Gpu::HeadMemory.TurnBack(dPacked, place, (4 * low) + {Literals.Int(d)}, {Literals.Int(Text.Size)}, angles, at, {AttentionText.Part("dk", d)}, {AttentionText.Part("dk", d + (4 * half))});");
        }
    }
}
