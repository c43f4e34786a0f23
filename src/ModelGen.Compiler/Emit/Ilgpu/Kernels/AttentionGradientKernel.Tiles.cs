using System;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <content>
/// What both kernels are made of. A head passes through shared memory in slices of at most 16 vectors; where there is one, the group's own rows stay there. Thread (up, across) has rows
/// up + 8 i and columns across + 8 j of scores, and vectors across + 8 m of the gradient's rows.
/// </content>
internal sealed partial record AttentionGradientKernel
{
    private const int LargestSlice = 16;

    private int Slices => (Text.Vectors + LargestSlice - 1) / LargestSlice;

    /// <summary>Vectors of a slice; the last may have fewer.</summary>
    private int Width => (Text.Vectors + Slices - 1) / Slices;

    // Vectors of a slice's row that a thread has.
    private int Shares => (Width + 7) / 8;

    // An odd number of vectors: eight rows lie in different banks.
    private int Stride => Width | 1;

    /// <summary>Groups that share the gradient of keys and values out among them: 128 numbers of both are what a thread's registers hold.</summary>
    private int KeySlices => (Slices + 1) / 2;

    private static void Each(Action<int> body)
    {
        for (int i = 0; i < Own; i++)
        {
            body(i);
        }
    }

    private void Shared(CodeWriter code, string[] tiles, string[] weights)
    {
        foreach (string tile in tiles)
        {
            code.Line($"Il::ArrayView<Gpu::Float4> {tile} = Il::SharedMemory.Allocate<Gpu::Float4>({Literals.Int(Side * Stride)});");
        }

        foreach (string weight in weights)
        {
            code.Line($"Il::ArrayView<float> {weight} = Il::SharedMemory.Allocate<float>({Literals.Int(Side * Pitch)});");
            code.Line($"Il::ArrayView<Gpu::Float4> {weight}4 = {weight}.Cast<Gpu::Float4>();");
        }

        Text.Cast(code, [.. Text.Sources, "dOutput", .. Targets]);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line("int up = thread / 8;");
        code.Line("int across = thread % 8;");
    }

    // A slice of rows of two tensors; what is behind the end is 0.
    private void Load(CodeWriter code, string slice, string first, string count, string row, string[] places, (string Tile, string Value)[] loads)
    {
        using (code.Block($"for (int i = thread; i < {Literals.Int(Side * Width)}; i += {Literals.Int(Threads)})"))
        {
            code.Line($"int line = i / {Literals.Int(Width)};");
            code.Line($"int column = i % {Literals.Int(Width)};");
            code.Line($"int {row} = {first} + line;");
            code.Line(slice == "0" ? "int d = 4 * column;" : $"int d = 4 * (({slice} * {Literals.Int(Width)}) + column);");
            code.Line($"int target = (line * {Literals.Int(Stride)}) + column;");
            foreach ((string tile, _) in loads)
            {
                code.Line($"Gpu::Float4 {tile}Value = default;");
            }

            using (code.Block($"if ({row} < {count}{(Slices > 1 ? $" && d < {Literals.Int(4 * Text.Vectors)}" : "")})"))
            {
                foreach (string place in places)
                {
                    code.Line(place);
                }

                foreach ((string tile, string value) in loads)
                {
                    code.Line($"{tile}Value = {value};");
                }
            }

            code.Line();
            foreach ((string tile, _) in loads)
            {
                code.Line($"{tile}[target] = {tile}Value;");
            }
        }

        code.Line();
    }

    private void LoadQueries(CodeWriter code, string slice, string first, string query, string gradient)
    {
        string size = Literals.Int(Text.Size);
        Load(code, slice, first, "length", "query",
            [$"int from = (((batch * length) + query) * {Text.QueryPitch}) + (head * {size});", $"int result = (((batch * length) + query) * {Literals.Int(Text.Heads.QueryWidth)}) + (head * {size});"],
            [(query, $"Gpu::Float4.Scale({Text.Scale}, {Text.Load(Text.QueryView, "from", "d", "query")})"), (gradient, Text.Load("dOutput", "result", "d"))]);
    }

    private void LoadKeys(CodeWriter code, string slice, string first, string key, string value) =>
        Load(code, slice, first, Text.Steps, "key", [$"int from = {Text.KeyStart("key")};"],
            [(key, Text.Load(Text.KeyView, "from", "d", "key")), (value, Text.Load(Text.ValueView, Text.ValueStart("from"), "d"))]);

    private static void Zero(CodeWriter code, params string[] names)
    {
        foreach (string name in names)
        {
            Each(i => code.Line(string.Join(" ", Enumerable.Range(0, Own).Select(j => $"float {name}{i}{j} = 0;"))));
        }
    }

    // s += rows · columnsᵀ over a slice, and dp likewise: 128 products for 16 vectors that are read.
    private void Products(CodeWriter code, params (string Sum, string Rows, string Columns)[] products)
    {
        string stride = Literals.Int(8 * Stride);
        using (code.Block($"for (int n = 0; n < {Literals.Int(Width)}; n++)"))
        {
            code.Line($"int a = (up * {Literals.Int(Stride)}) + n;");
            code.Line($"int b = (across * {Literals.Int(Stride)}) + n;");
            foreach ((string sum, string rows, string columns) in products)
            {
                Each(j => code.Line($"Gpu::Float4 {sum}Column{j} = {columns}[b{(j == 0 ? "" : $" + ({j} * {stride})")}];"));
                Each(i =>
                {
                    code.Line($"Gpu::Float4 {sum}Row{i} = {rows}[a{(i == 0 ? "" : $" + ({i} * {stride})")}];");
                    Each(j => code.Line($"{sum}{i}{j} = Gpu::Float4.Dot({sum}Row{i}, {sum}Column{j}, {sum}{i}{j});"));
                });
            }
        }

        code.Line();
    }

    // Rows of a thread's sums, vector by vector.
    private static string Sum(string name, int row, int slice, int share) => $"{name}{Literals.Int(row)}_{Literals.Int(slice)}_{Literals.Int(share)}";

    private void Declare(CodeWriter code, string name, int slices)
    {
        for (int slice = 0; slice < slices; slice++)
        {
            for (int share = 0; share < Shares; share++)
            {
                Each(i => code.Line($"Gpu::Float4 {Sum(name, i, slice, share)} = default;"));
            }
        }
    }

    // sums += weights · tile over a slice, four steps of the sum at a time.
    private void Mix(CodeWriter code, string name, int slice, string weights, string tile)
    {
        using (code.Block($"for (int j = 0; j < {Literals.Int(Side)}; j += 4)"))
        {
            Each(i => code.Line($"Gpu::Float4 w{i} = {weights}4[((up + {8 * i}) * {Literals.Int(Pitch / 4)}) + (j / 4)];"));
            code.Line($"int b = (j * {Literals.Int(Stride)}) + across;");
            for (int share = 0; share < Shares; share++)
            {
                void Add()
                {
                    Each(step =>
                    {
                        string at = $"b + {Literals.Int((step * Stride) + (8 * share))}", vector = $"t{step}_{Literals.Int(share)}";
                        code.Line($"Gpu::Float4 {vector} = {tile}[{at}];");
                        Each(i => code.Line($"{Sum(name, i, slice, share)} = Gpu::Float4.MultiplyAdd(w{i}.{"XYZW"[step]}, {vector}, {Sum(name, i, slice, share)});"));
                    });
                }

                if (8 * (share + 1) <= Stride)
                {
                    Add();
                    continue;
                }

                // The last vectors of a row that is no multiple of eight.
                using (code.Block($"if (across < {Literals.Int(Width - (8 * share))})"))
                {
                    Add();
                }
            }
        }

        code.Line();
    }

    // The rows of a thread, as they came out: turned positions are turned back in a launch of their own.
    private void Store(CodeWriter code, string name, int slices, string offset, string view, string start, string factor)
    {
        for (int slice = 0; slice < slices; slice++)
        {
            for (int share = 0; share < Shares; share++)
            {
                int first = (slice * Width) + (8 * share);
                string d = $"4 * ({offset}across + {Literals.Int(first)})", inSlice = $"across < {Literals.Int(Width - (8 * share))} && {d} < {Literals.Int(4 * Text.Vectors)}";
                using (code.Block($"if ({inSlice})"))
                {
                    string value = factor.Length == 0 ? "{0}" : $"Gpu::Float4.Scale({factor}, {{0}})";
                    Each(i =>
                    {
                        string place = string.Format(System.Globalization.CultureInfo.InvariantCulture, start, i);
                        using (code.Block($"if (row{i} < {(name == "dq" ? "length" : Text.Steps)})"))
                        {
                            code.Line(Text.Store(view, place, d, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, Sum(name, i, slice, share))));
                        }
                    });
                }

                code.Line();
            }
        }
    }
}
