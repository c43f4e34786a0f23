using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// One query over a cache, split over the keys so that there is work for the whole device (Dao et al. 2023, "Flash-Decoding"): a group does one
/// head and 64 keys, a thread one key. The new token's key and value come from the projection itself; one group of each key head writes them down.
/// Of branches a query of each text: behind the keys of the cache, which all share, stand a text's own, whose rows are looked up.
/// </summary>
internal sealed record StepAttentionKernel(AttentionText Text, bool Branches = false) : IKernel
{
    private const int Keys = 64;
    private const int Together = 8;

    private const string Exp = "global::ILGPU.Algorithms.XMath.Exp";

    public string Name => (Branches ? "BranchAttention" : "StepAttention") + Text.Suffix;

    /// <summary>Numbers that the splits of one head leave behind: each its maximum, its sum, and its weighted values.</summary>
    public static long PartialSize(AttentionText text) => (text.Context + Keys - 1) / Keys * (text.Size + 2);

    public void Write(CodeWriter code)
    {
        string h = Literals.Int(Text.Heads.Count);
        string[] names = ["packed", "keyCache", "valueCache", .. Branches ? ["ownKeys", "ownValues"] : new string[0], "splits"];
        string views = string.Join(", ", names.Select(name => "Il::ArrayView<float> " + name)), angles = Text.HasRotary ? ", Il::ArrayView<float> angles" : "";
        string position = Branches ? "branches.Position" : "position", given = string.Join(", ", names) + (Text.HasRotary ? ", " + Text.Angles : "");
        code.Line($"/// <summary>{h} heads of {Literals.Int(Text.Size)}{(Branches ? " of each text" : "")}: each split of {Keys} keys leaves its maximum, its sum and its weighted values.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {views}, {(Branches ? "Gpu::GpuBranches branches, long texts" : "int position")}) =>");
        code.Line($"    device.Launch({Name}Kernel, (({position} / {Keys}) + 1, {h}, {(Branches ? "texts" : "1")}), {Keys}, {given}, {position}{(Branches ? ", branches.Places, branches.Stride, branches.Shared" : "")});").Line();
        using (code.Block($"private static void {Name}Kernel({views}{angles}, int position{(Branches ? ", Il::ArrayView<int> places, int stride, int shared" : "")})"))
        {
            Body(code);
        }
    }

    private void Body(CodeWriter code)
    {
        int vectors = Text.Vectors;
        string size = Literals.Int(Text.Size), width = Literals.Int(Text.Heads.KeyValueWidth), queries = Literals.Int(Text.Heads.QueryWidth);
        int share = Text.Heads.Count / Text.Heads.KeyValue;
        code.Line($"Il::ArrayView<Gpu::Float4> query = Il::SharedMemory.Allocate<Gpu::Float4>({vectors});");
        code.Line($"Il::ArrayView<Gpu::Float4> newKey = Il::SharedMemory.Allocate<Gpu::Float4>({vectors});");
        code.Line("// Of the cached keys, then of the new one.");
        code.Line($"Il::ArrayView<float> weights = Il::SharedMemory.Allocate<float>({Keys + 4});");
        code.Line("Il::ArrayView<float> room = Il::SharedMemory.Allocate<float>(Gpu::GpuReduce.Most);");
        code.Line("Il::ArrayView<float> newKeys = newKey.Cast<float>();");
        Text.Cast(code, ["packed", "keyCache", .. Branches ? ["ownKeys"] : new string[0]]);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line("int head = Il::Grid.IdxY;");
        code.Line($"int keyHead = {Text.KeyHead};");
        code.Line($"int start = Il::Grid.IdxX * {Keys};");
        string text = Branches ? $"(Il::Grid.IdxZ * {Literals.Int(Text.Heads.PackedWidth)}) + " : "";
        if (Branches)
        {
            code.Line("int own = Il::Grid.IdxZ * stride;");
        }

        code.Line($"int place = {text}{(Branches ? $"(head * {size})" : $"head * {size}")};");
        code.Line($"int from = {text}{queries} + (keyHead * {size});");
        code.Line($"bool isLast = start + {Keys} > position;");
        using (code.Block($"for (int i = thread; i < {vectors}; i += {Keys})"))
        {
            code.Line($"query[i] = Gpu::Float4.Scale({Text.Scale}, {Text.Load("packed", "place", "(4 * i)", "position")});");
            using (code.Block("if (isLast)"))
            {
                code.Line($"newKey[i] = {Text.Load("packed", "from", "(4 * i)", "position")};");
            }
        }

        code.Line();
        code.Line("Il::Group.Barrier();");
        using (code.Block(share == 1 ? "if (isLast)" : $"if (isLast && head % {share} == 0)"))
        {
            using (code.Block($"for (int d = thread; d < {size}; d += {Keys})"))
            {
                code.Line($"int to = ({(Branches ? "places[own + position - shared]" : "position")} * {width}) + (keyHead * {size}) + d;");
                code.Line($"{(Branches ? "ownKeys" : "keyCache")}[to] = newKeys[d];");
                code.Line($"{(Branches ? "ownValues" : "valueCache")}[to] = packed[from + {width} + d];");
            }
        }

        code.Line();
        code.Line("int key = start + thread;");
        code.Line("float s = float.MinValue;");
        if (Text.Window > 0)
        {
            code.Line($"bool isSeen = key <= position && position - key < {Literals.Int(Text.Window)};");
        }

        string seen = Text.Window > 0 ? " && isSeen" : "";
        using (code.Block($"if (key < {(Branches ? "shared" : "position")}{seen})"))
        {
            code.Line($"int row = (key * {width}) + (keyHead * {size});");
            Text.Dot(code, "score", i => $"query[{Literals.Int(i)}]", i => Text.Load("keyCache", "row", Literals.Int(4 * i)));
            Text.Bend(code, "score");
            code.Line("s = score;");
        }

        if (Branches)
        {
            using (code.Block($"else if (key < position{(seen.Length == 0 ? "" : " && key >= shared" + seen)})"))
            {
                code.Line($"int row = (places[own + key - shared] * {width}) + (keyHead * {size});");
                Text.Dot(code, "score", i => $"query[{Literals.Int(i)}]", i => Text.Load("ownKeys", "row", Literals.Int(4 * i)));
                code.Line("s = score;");
            }
        }

        using (code.Block("else if (key == position)"))
        {
            Text.Dot(code, "score", i => $"query[{Literals.Int(i)}]", i => $"newKey[{Literals.Int(i)}]");
            Text.Bend(code, "score");
            code.Line("s = score;");
        }

        code.Line();
        code.Line("float max = Gpu::GpuReduce.Max(room, s);");
        code.Line($"float weight = {(Text.Window > 0 ? "isSeen" : "key <= position")} ? {Exp}(s - max) : 0;");
        code.Line("weights[thread] = key < position ? weight : 0;");
        using (code.Block("if (key == position)"))
        {
            code.Line($"weights[{Keys}] = weight;");
        }

        code.Line();
        code.Line("float sum = Gpu::GpuReduce.Sum(room, weight);");
        code.Line($"int split = ({(Branches ? $"((Il::Grid.IdxZ * {Literals.Int(Text.Heads.Count)}) + head)" : "head")} * {Literals.Int(PartialSize(Text))}) + (Il::Grid.IdxX * {Literals.Int(Text.Size + 2)});");
        code.Line($"int count = position - start < {Keys} ? position - start : {Keys};");
        code.Line("int last = start + count - 1;");
        using (code.Block($"for (int d = thread; d < {size}; d += {Keys})"))
        {
            code.Line($"int column = (keyHead * {size}) + d;");
            code.Line($"float o = isLast ? weights[{Keys}] * packed[from + {width} + d] : 0;");
            code.Line($"// {Together} rows are read before the first is used; behind the end it is the last one, which weighs nothing there.");
            using (code.Block($"for (int j = 0; j < count; j += {Together})"))
            {
                for (int i = 0; i < Together; i++)
                {
                    string at = i == 0 ? "start + j" : $"start + j + {i}", row = i == 0 ? at : $"{at} < last ? {at} : last";
                    code.Line(Branches ? $"float value{i} = Gpu::GpuBranches.Read(valueCache, ownValues, places, {row}, shared, own, {width}, column);" : $"float value{i} = valueCache[(({row}) * {width}) + column];");
                }

                for (int i = 0; i < Together; i++)
                {
                    code.Line($"o += weights[{(i == 0 ? "j" : $"j + {i}")}] * value{i};");
                }
            }

            code.Line();
            code.Line("splits[split + 2 + d] = o;");
        }

        code.Line();
        using (code.Block("if (thread == 0)"))
        {
            code.Line("splits[split] = max;");
            code.Line("splits[split + 1] = sum;");
        }
    }
}
