using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// Flash attention on tensor cores (Dao 2023, arXiv:2307.08691): a block of four warps has 128 queries, 32 to a warp (half as many where a head is larger than 64, for want of
/// registers), and goes over the keys 64 at a time (32 where a head is larger than 128). Queries, scores and outputs stay in registers; keys and values pass through one tile of shared
/// memory each, and each is copied while the other is in use. Queries, keys and values are 16-bit numbers, turned already where positions are rotary: rows [q | k | v] of one sequence, or
/// queries in such rows and a decoder's cache as rows [k | v].
/// </summary>
/// <param name="Plain">The same attention in 32 bits, for accelerators without tensor cores.</param>
/// <param name="Narrow">[q | k | v] has 16 bits already where there are tensor cores.</param>
/// <param name="Rounds">The result gets 16 bits where there are tensor cores.</param>
internal sealed record TensorAttentionKernel(AttentionForwardKernel Plain, bool Narrow, bool Rounds) : IKernel
{
    private const int Threads = 128;

    private readonly TensorAttentionText _text = new(Plain.Text.Size, Groups(Plain.Text.Size), TileOf(Plain.Text.Size));

    public string Name => $"Tensor{Plain.Name}{(Narrow ? "From16" : "")}{(Rounds ? "To16" : "")}";

    private HeadLayout Heads => Plain.Text.Heads;

    private bool Causal => Plain.Text.Causal || Plain.IsCached;

    // Keys of a tile.
    private int Tile => TileOf(Plain.Text.Size);

    // Bytes from a key to the next one.
    private int KeyPitch => 2 * (Plain.IsCached ? 2 * Heads.KeyValueWidth : Heads.PackedWidth);

    private string At(string row) => Plain.IsCached ? $"(position + {row})" : row;

    private bool Padding => Plain.Text.HasMask;

    /// <summary>Queries of a block.</summary>
    public static int Queries(int size) => Threads / 32 * 16 * Groups(size);

    /// <summary>Whether the kernel can be made: rows of whole 16-byte chunks, and no more than the registers hold.</summary>
    public static bool Supports(HeadLayout heads) => heads.Size % 8 == 0 && heads.Size <= AttentionText.LargestHead;

    /// <summary>Numbers of operands that are rounded before each launch.</summary>
    /// <param name="context">The rows of a cache.</param>
    public static Dim Operand(HeadLayout heads, Dim rows, long context, bool isCached) => (rows * heads.PackedWidth) + Dim.Of(isCached ? 2 * context * heads.KeyValueWidth : 0);

    public void Write(CodeWriter code)
    {
        const string parameters = "long packed, long keyRows, long mask, long y, long logSum, int length, int position";
        Launcher(code);
        foreach (bool brain in new[] { false, true })
        {
            code.Line($"private static void {Name}{Typed("", brain)}Kernel({parameters}) => {Name}(packed, keyRows, mask, y, logSum, length, position, {Literals.Bool(brain)});").Line();
        }

        using (code.Block($"private static void {Name}({parameters}, bool brain)"))
        {
            Body(code);
        }

        code.Line();
        new TensorTileCopy(Name, "Copy", Plain.Text.Size, Tile, KeyPitch, _text.Stride).Write(code);
        Part(code, "Begin", "", _text.Begin());
        string[] rows = [.. Enumerable.Range(0, _text.Rows).Select(row => Literals.Int(row))];
        Part(code, "Query", string.Join(", ", rows.Select(row => "long row" + row)), _text.Query());
        Part(code, "Limit", string.Join(", ", rows.Select(row => "int row" + row)), _text.Limit());
        if (Padding)
        {
            Part(code, "Hide", "long mask, int key, int last", _text.Hide());
        }

        Part(code, "Softmax", "", _text.Softmax());
        Part(code, "Finish", "", _text.Finish(Plain.KeepsSum));
        for (int row = 0; row < _text.Rows; row++)
        {
            if (Plain.KeepsSum)
            {
                Part(code, "Sum" + Literals.Int(row), "long logSum", _text.StoreSum(row));
            }

            if (!Rounds)
            {
                Part(code, "Store" + Literals.Int(row), "long y", _text.StoreWide(row));
            }
        }

        foreach (bool brain in new[] { false, true })
        {
            Part(code, Typed("Scores", brain), "int keys", _text.Scores(brain));
            Part(code, Typed("Mix", brain), "int values", _text.Mix(brain));
            for (int row = 0; Rounds && row < _text.Rows; row++)
            {
                Part(code, Typed("Store" + Literals.Int(row), brain), "long y", _text.Store(brain, row));
            }
        }
    }

    private void Launcher(CodeWriter code)
    {
        string[] views =
        [
            "packed", .. Plain.IsCached ? ["keyCache", "valueCache"] : new string[0], .. Padding ? ["mask"] : new string[0], "output", .. Plain.KeepsSum ? ["logSum"] : new string[0],
        ];
        string width = Literals.Int(Heads.PackedWidth), count = Literals.Int(Heads.Count), position = Plain.IsCached ? "position" : "0";
        string turned = Literals.Int(Heads.QueryWidth + Heads.KeyValueWidth), keyWidth = Literals.Int(Heads.KeyValueWidth);
        string place = Narrow ? "Gpu::GpuTensors.Address(packed)"
            : Plain.Text.HasRotary ? $"tensors.Rotated(packed, {Plain.Text.Angles}, batch * length, length, {position}, {width}, {turned}, {Literals.Int(Heads.Size)})"
            : $"tensors.Operand(packed, batch * length, {width})";
        code.Line($"/// <summary>Attention of {Heads}{(Causal ? ", causal" : "")} over 16-bit numbers: packed [batch, length, {width}]{(Plain.IsCached ? " and a cache" : "")} -> [batch, length, {Literals.Int(Heads.QueryWidth)}].</summary>");
        string parameters = string.Join(", ", views.Select(view => $"Il::ArrayView<float> {view}")) + (Plain.IsCached ? ", int position" : "");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, {parameters}, long batch, long length)"))
        {
            using (code.Block("if (tensors.HasCores)"))
            {
                code.Line($"long operand = {place};");
                code.Line(Plain.IsCached ? $"long keyRows = tensors.Pairs(keyCache, valueCache, length * {width}, position + length, {keyWidth});" : $"long keyRows = operand + {Literals.Int(Heads.QueryWidth * 2)};");
                string mask = Padding ? "Gpu::GpuTensors.Address(mask)" : "0", sum = Plain.KeepsSum ? "Gpu::GpuTensors.Address(logSum)" : "0";
                code.Line($"device.Launch<long, long, long, long, long, int, int>(tensors.IsBrain ? {Name}BFloat16Kernel : {Name}Float16Kernel, ((length + {Literals.Int(Queries(Heads.Size) - 1)}) / {Literals.Int(Queries(Heads.Size))}, {count}, batch), {Literals.Int(Threads)}, {Literals.Int(Residents)}, operand, keyRows, {mask}, Gpu::GpuTensors.Address(output), {sum}, (int)length, {position});");
            }

            using (code.Block("else"))
            {
                string[] rest = [.. views.SkipWhile(view => view is "packed" or "keyCache" or "valueCache")];
                string start = $"length * {width}", next = $"{start} + ((position + length) * {keyWidth})";
                string[] rounded = Plain.IsCached
                    ? [$"tensors.Rounded(packed, {start})", $"tensors.Rounded(keyCache, (position + length) * {keyWidth}, {start})", $"tensors.Rounded(valueCache, (position + length) * {keyWidth}, {next})"]
                    : [$"tensors.Rounded(packed, batch * length * {width})"];
                code.Line($"{Plain.Name}(device, {string.Join(", ", rounded.Concat(rest))}{(Plain.IsCached ? ", position" : "")}, batch, length);");
            }
        }

        code.Line();
    }

    // Blocks that a multiprocessor is to hold, which limits the registers of a thread: to 255, or 168.
    private int Residents => Heads.Size is <= 64 or > 128 ? 2 : 3;

    private static int TileOf(int size) => size <= 128 ? 64 : 32;

    // Registers: with 32 queries a warp, a head of 64 takes 160 for fragments, scores and outputs.
    private static int Groups(int size) => size <= 64 ? 2 : 1;

    private static string Typed(string part, bool brain) => part + (brain ? "BFloat16" : "Float16");

    private void Body(CodeWriter code)
    {
        string width = Literals.Int(Heads.PackedWidth * 2);
        string head = Literals.Int(Heads.Size * 2);
        string total = Plain.IsCached ? "total" : "length";
        string tile = Literals.Int(Tile);
        string bytes = Literals.Int(_text.TileBytes);
        string stride = Literals.Int(_text.Stride);
        code.Line($"{Name}Begin();");
        code.Line("int warp = Il::Group.IdxX >> 5;");
        code.Line("int lane = Il::Group.IdxX & 31;");
        code.Line("int head = Il::Grid.IdxY;");
        if (Causal)
        {
            code.Line("// The last queries see the most keys: they start first.");
        }

        string queries = Literals.Int(Queries(Heads.Size));
        int[] rows = [.. Enumerable.Range(0, _text.Rows)];
        code.Line($"int top = {(Causal ? "(Il::Grid.DimX - 1 - Il::Grid.IdxX)" : "Il::Grid.IdxX")} * {queries};");
        code.Line($"int first = top + (warp * {Literals.Int(_text.Rows * 8)});");
        foreach (int row in rows)
        {
            code.Line($"int row{Literals.Int(row)} = first + (lane >> 2){(row == 0 ? "" : $" + {Literals.Int(row * 8)}")};");
        }

        if (Plain.IsCached)
        {
            code.Line("int total = position + length;");
        }

        code.Line($"int last = {total} - 1;");
        code.Line("int left = (lane & 3) * 2;");
        code.Line($"long example = packed + ((long)Il::Grid.IdxZ * length * {width});");
        code.Line($"long query = example + (head * {head}) + (left * 2);");
        code.Line($"{Name}Query({string.Join(", ", rows.Select(row => $"query + ((row{Literals.Int(row)} < length ? row{Literals.Int(row)} : length - 1) * {width}L)"))});");
        string shared = Heads.Count == Heads.KeyValue ? "head" : $"(head / {Literals.Int(Heads.Count / Heads.KeyValue)})";
        code.Line($"long keys = keyRows + ((long)Il::Grid.IdxZ * {total} * {Literals.Int(KeyPitch)}) + ({shared} * {head});");
        code.Line($"long values = keys + {Literals.Int(Heads.KeyValueWidth * 2)};");
        code.Line($"int keyPlace = (((lane & 7) + ((lane >> 4) << 3)) * {stride}) + (((lane >> 3) & 1) << 4);");
        code.Line($"int valuePlace = {bytes} + ((lane & 15) * {stride}) + ((lane >> 4) << 4);");
        code.Line(Causal ? $"int end = {At($"top + {queries}")} < {total} ? {At($"top + {queries}")} : {total};" : $"int end = {total};");
        code.Line($"{Name}Copy(keys, 0, 0, {total});");
        using (code.Block($"for (int start = 0; start < end; start += {tile})"))
        {
            code.Line("Gpu::TensorCopy.Wait();");
            code.Line("Il::Group.Barrier();");
            code.Line($"{Name}Copy(values, {bytes}, start, {total});");
            WhereSeen(code, () =>
            {
                Choose(code, "Scores", "keyPlace");
                using (code.Block(Causal ? $"if (start + {Literals.Int(Tile - 1)} > {At("first")} || start + {tile} > {total})" : $"if (start + {tile} > {total})"))
                {
                    IEnumerable<string> limits = rows.Select(row => Causal ? $"({At("row" + Literals.Int(row))} < last ? {At("row" + Literals.Int(row))} : last) - start - left" : "last - start - left");
                    code.Line($"{Name}Limit({string.Join(", ", limits)});");
                }

                code.Line();
                if (Padding)
                {
                    code.Line($"{Name}Hide(mask + ((long)Il::Grid.IdxZ * length * 4), start + left, last);");
                }

                code.Line($"{Name}Softmax();");
            });
            code.Line("Gpu::TensorCopy.Wait();");
            code.Line("Il::Group.Barrier();");
            using (code.Block($"if (start + {tile} < end)"))
            {
                code.Line($"{Name}Copy(keys, 0, start + {tile}, {total});");
            }

            code.Line();
            WhereSeen(code, () => Choose(code, "Mix", "valuePlace"));
        }

        code.Line();
        code.Line($"{Name}Finish();");
        int bytesOf = Rounds ? 2 : 4;
        code.Line($"long result = y + ((((long)Il::Grid.IdxZ * length) + row0) * {Literals.Int(Heads.QueryWidth * bytesOf)}) + (head * {Literals.Int(Heads.Size * bytesOf)}) + (left * {Literals.Int(bytesOf)});");
        foreach (int row in rows)
        {
            string n = Literals.Int(row), at = row == 0 ? "result" : $"result + {Literals.Int(Heads.QueryWidth * bytesOf * 8 * row)}";
            using (code.Block($"if (row{n} < length)"))
            {
                if (Plain.KeepsSum)
                {
                    using (code.Block("if (left == 0)"))
                    {
                        code.Line($"{Name}Sum{n}(logSum + ((((((long)Il::Grid.IdxZ * {Literals.Int(Heads.Count)}) + head) * length) + row{n}) * 4));");
                    }

                    code.Line();
                }

                if (Rounds)
                {
                    Choose(code, "Store" + n, at);
                }
                else
                {
                    code.Line($"{Name}Store{n}({at});");
                }
            }

            code.Line();
        }
    }

    // The first warps of a block see none of its last tile.
    private void WhereSeen(CodeWriter code, System.Action write)
    {
        if (!Causal || Queries(Heads.Size) == Tile)
        {
            write();
            return;
        }

        using (code.Block($"if (start < {At("first")} + {Literals.Int(_text.Rows * 8)})"))
        {
            write();
        }

        code.Line();
    }

    // The type is a constant: one branch is compiled.
    private void Choose(CodeWriter code, string part, string argument)
    {
        using (code.Block("if (brain)"))
        {
            code.Line($"{Name}{Typed(part, true)}({argument});");
        }

        using (code.Block("else"))
        {
            code.Line($"{Name}{Typed(part, false)}({argument});");
        }

        code.Line();
    }

    private void Part(CodeWriter code, string part, string parameters, IEnumerable<string> lines) => TensorPart.Write(code, Name + part, parameters, lines);
}
