using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// Flash attention on tensor cores (Dao 2023, arXiv:2307.08691): a block of four warps has 128 queries, 32 to a warp (half as many where a head is larger than 64, for want of
/// registers), and goes over the keys 64 at a time. Queries, scores and outputs stay in registers; keys and values pass through one tile of shared memory each, and each is copied
/// while the other is in use. Reads a packed [q | k | v] of 16-bit numbers, turned already where positions are rotary, and writes 16-bit numbers.
/// </summary>
/// <param name="Plain">The same attention in 32 bits, for accelerators without tensor cores.</param>
/// <param name="Narrow">[q | k | v] has 16 bits already where there are tensor cores.</param>
internal sealed record TensorAttentionKernel(AttentionForwardKernel Plain, bool Narrow) : IKernel
{
    /// <summary>Keys of a tile.</summary>
    public const int Tile = 64;

    private const int Threads = 128;
    private const string Emit = "Il::Runtime.Cuda.CudaAsm.Emit";

    private readonly TensorAttentionText _text = new(Plain.Text.Size, Groups(Plain.Text.Size));

    public string Name => $"Tensor{Plain.Name}{(Narrow ? "From16" : "")}";

    private HeadLayout Heads => Plain.Text.Heads;

    private bool Causal => Plain.Text.Causal;

    private bool Padding => Plain.Text.HasMask;

    /// <summary>Queries of a block.</summary>
    public static int Queries(int size) => Threads / 32 * 16 * Groups(size);

    /// <summary>Whether the kernel can be made: rows of whole 16-byte chunks, and no more than the registers hold.</summary>
    public static bool Supports(HeadLayout heads) => heads.Size % 8 == 0 && heads.Size <= 128;

    public void Write(CodeWriter code)
    {
        Launcher(code);
        foreach (bool brain in new[] { false, true })
        {
            code.Line($"private static void {Name}{Typed("", brain)}Kernel(long packed, long mask, long y, int length) => {Name}(packed, mask, y, length, {Literals.Bool(brain)});").Line();
        }

        using (code.Block($"private static void {Name}(long packed, long mask, long y, int length, bool brain)"))
        {
            Body(code);
        }

        code.Line();
        Copy(code);
        Part(code, "Begin", "", _text.Begin());
        string[] rows = [.. Enumerable.Range(0, _text.Rows).Select(row => Literals.Int(row))];
        Part(code, "Query", string.Join(", ", rows.Select(row => "long row" + row)), _text.Query());
        Part(code, "Limit", string.Join(", ", rows.Select(row => "int row" + row)), _text.Limit());
        if (Padding)
        {
            Part(code, "Hide", "long mask, int key, int last", _text.Hide());
        }

        Part(code, "Softmax", "", _text.Softmax());
        Part(code, "Finish", "", _text.Finish());
        foreach (bool brain in new[] { false, true })
        {
            Part(code, Typed("Scores", brain), "int keys", _text.Scores(brain));
            Part(code, Typed("Mix", brain), "int values", _text.Mix(brain));
            for (int row = 0; row < _text.Rows; row++)
            {
                Part(code, Typed("Store" + Literals.Int(row), brain), "long y", _text.Store(brain, row));
            }
        }
    }

    private void Launcher(CodeWriter code)
    {
        string mask = Padding ? ", Il::ArrayView<float> mask" : "";
        string width = Literals.Int(Heads.PackedWidth);
        string turned = Literals.Int(Heads.QueryWidth + Heads.KeyValueWidth);
        string place = Narrow ? "Gpu::GpuTensors.Address(packed)"
            : Plain.Text.HasRotary ? $"tensors.Rotated(packed, {Plain.Text.Angles}, batch * length, length, {width}, {turned}, {Literals.Int(Heads.Size)})"
            : $"tensors.Operand(packed, batch * length, {width})";
        code.Line($"/// <summary>Attention of {Heads}{(Causal ? ", causal" : "")} over 16-bit numbers: packed [batch, length, {width}] -> [batch, length, {Literals.Int(Heads.QueryWidth)}].</summary>");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, Il::ArrayView<float> packed{mask}, Il::ArrayView<float> output, long batch, long length)"))
        {
            using (code.Block("if (tensors.HasCores)"))
            {
                code.Line($"tensors.Attend({Name}Float16Kernel, {Name}BFloat16Kernel, {place}, {(Padding ? "mask" : "device.Empty")}, output, batch, length, {Literals.Int(Heads.Count)}, {Literals.Int(Queries(Heads.Size))}, {Literals.Int(Heads.Size <= 64 ? 2 : 3)});");
            }

            using (code.Block("else"))
            {
                code.Line($"{Plain.Name}(device, tensors.Rounded(packed, batch * length * {width}){(Padding ? ", mask" : "")}, output, batch, length);");
            }
        }

        code.Line();
    }

    // Registers: with 32 queries a warp, a head of 64 takes 160 for fragments, scores and outputs.
    private static int Groups(int size) => size <= 64 ? 2 : 1;

    private static string Typed(string part, bool brain) => part + (brain ? "BFloat16" : "Float16");

    private void Body(CodeWriter code)
    {
        string width = Literals.Int(Heads.PackedWidth * 2);
        string head = Literals.Int(Heads.Size * 2);
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

        code.Line("int last = length - 1;");
        code.Line("int left = (lane & 3) * 2;");
        code.Line($"long example = packed + ((long)Il::Grid.IdxZ * length * {width});");
        code.Line($"long query = example + (head * {head}) + (left * 2);");
        code.Line($"{Name}Query({string.Join(", ", rows.Select(row => $"query + ((row{Literals.Int(row)} < length ? row{Literals.Int(row)} : last) * {width}L)"))});");
        string shared = Heads.Count == Heads.KeyValue ? "head" : $"(head / {Literals.Int(Heads.Count / Heads.KeyValue)})";
        code.Line($"long keys = example + {Literals.Int(Heads.QueryWidth * 2)} + ({shared} * {head});");
        code.Line($"long values = keys + {Literals.Int(Heads.KeyValueWidth * 2)};");
        code.Line($"int keyPlace = (((lane & 7) + ((lane >> 4) << 3)) * {stride}) + (((lane >> 3) & 1) << 4);");
        code.Line($"int valuePlace = {bytes} + ((lane & 15) * {stride}) + ((lane >> 4) << 4);");
        code.Line(Causal ? $"int end = top + {queries} < length ? top + {queries} : length;" : "int end = length;");
        code.Line($"{Name}Copy(keys, 0, 0, length);");
        using (code.Block($"for (int start = 0; start < end; start += {tile})"))
        {
            code.Line("Gpu::TensorCopy.Wait();");
            code.Line("Il::Group.Barrier();");
            code.Line($"{Name}Copy(values, {bytes}, start, length);");
            WhereSeen(code, () =>
            {
                Choose(code, "Scores", "keyPlace");
                using (code.Block(Causal ? $"if (start + {Literals.Int(Tile - 1)} > first || start + {tile} > length)" : $"if (start + {tile} > length)"))
                {
                    IEnumerable<string> limits = rows.Select(row => Causal ? $"(row{Literals.Int(row)} < last ? row{Literals.Int(row)} : last) - start - left" : "last - start - left");
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
                code.Line($"{Name}Copy(keys, 0, start + {tile}, length);");
            }

            code.Line();
            WhereSeen(code, () => Choose(code, "Mix", "valuePlace"));
        }

        code.Line();
        code.Line($"{Name}Finish();");
        code.Line($"long result = y + ((((long)Il::Grid.IdxZ * length) + row0) * {Literals.Int(Heads.QueryWidth * 2)}) + (head * {head}) + (left * 2);");
        foreach (int row in rows)
        {
            using (code.Block($"if (row{Literals.Int(row)} < length)"))
            {
                Choose(code, "Store" + Literals.Int(row), row == 0 ? "result" : $"result + {Literals.Int(Heads.QueryWidth * 16 * row)}");
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

        using (code.Block($"if (start < first + {Literals.Int(_text.Rows * 8)})"))
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

    // A tile of keys or values: as many threads to a row as a power of two allows, each with every so manieth chunk; rows behind the end are zeros.
    private void Copy(CodeWriter code)
    {
        int chunks = _text.Steps * 2;
        int threads = chunks & -chunks;
        int rows = Threads / threads;
        string width = Literals.Int(Heads.PackedWidth * 2);
        using (code.Block($"private static void {Name}Copy(long rows, int tile, int start, int length)"))
        {
            code.Line($"int chunk = Il::Group.IdxX % {Literals.Int(threads)};");
            code.Line($"int line = Il::Group.IdxX / {Literals.Int(threads)};");
            code.Line($"int target = tile + (line * {Literals.Int(_text.Stride)}) + (chunk * 16);");
            for (int pass = 0; pass * rows < Tile; pass++)
            {
                string n = Literals.Int(pass);
                code.Line($"int row{n} = start + line + {Literals.Int(pass * rows)};");
                code.Line($"int bytes{n} = row{n} < length ? 16 : 0;");
                code.Line($"long from{n} = rows + ((row{n} < length ? row{n} : 0) * {width}L) + (chunk * 16);");
                for (int chunk = 0; chunk < chunks; chunk += threads)
                {
                    // The last chunk of a head whose size is an odd number of chunks is padding.
                    bool isPadded = Heads.Size % 16 != 0 && chunk + threads == chunks;
                    string inside = isPadded ? $"chunk == {Literals.Int(threads - 1)} ? 0 : bytes{n}" : $"bytes{n}";
                    string offset = Literals.Int((pass * rows * _text.Stride) + (chunk * 16));
                    code.Line($"Gpu::TensorCopy.Start(target + {offset}, from{n} + {Literals.Int(chunk * 16)}, {inside});");
                }
            }

            code.Line("Gpu::TensorCopy.Commit();");
        }

        code.Line();
    }

    private void Part(CodeWriter code, string part, string parameters, IEnumerable<string> lines)
    {
        code.Line($"private static void {Name}{part}({parameters}) =>");
        using (code.Indent())
        {
            code.Line(Emit + "(\"\"\"");
            using (code.Indent())
            {
                foreach (string line in lines)
                {
                    code.Line(line);
                }

                string names = string.Concat(parameters.Split([',', ' '], System.StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 1).Select(name => ", " + name));
                code.Line($"\"\"\"{names});");
            }
        }

        code.Line();
    }
}
