using System;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The gradient of attention in two launches: of the queries, where a thread owns a query and walks over keys, and of keys and values, where it
/// owns a key and walks over the queries of all heads that share it. Probabilities are computed again from the log-sum-exp; no sum depends on
/// the order in which groups run.
/// </summary>
/// <param name="HasQuery">The queries' gradient is wanted.</param>
/// <param name="HasKey">The keys'.</param>
/// <param name="HasValue">The values'.</param>
/// <param name="HasBias">The bias's, in a launch of its own: a thread sums over the heads for a query and a key.</param>
internal sealed partial record AttentionGradientKernel(AttentionText Text, bool HasQuery = true, bool HasKey = true, bool HasValue = true, bool HasBias = false) : IKernel
{
    private const string Exp = "global::ILGPU.Algorithms.XMath.Exp";

    public string Name => "AttentionGradient" + Text.Suffix + (Text.IsApart ? "Of" + (HasQuery ? "Q" : "") + (HasKey ? "K" : "") + (HasValue ? "V" : "") + (HasBias ? "B" : "") : "");

    private int Rows => Text.Size <= 32 ? 32 : Text.Size <= 64 ? 16 : Text.Size <= 128 ? 8 : 4;

    private bool QueryInRegisters => Text.Size <= 64;

    // With a query and its gradient beside, 64 numbers more would not fit.
    private bool OutputInRegisters => Text.Size <= 32;

    private bool KeyInRegisters => Text.Size <= 32;

    /// <summary>Groups that share a key's gradient out among them: a thread cannot hold more than 64 numbers of both.</summary>
    private int Slices
    {
        get
        {
            int slices = Text.Size <= 64 ? 1 : Text.Size <= 128 ? 2 : 4;
            return Text.Size % 2 == 0 && Text.Size / 2 % (4 * slices) == 0 ? slices : 1;
        }
    }

    private string[] Names =>
    [
        .. Text.Sources, .. Text.HasMask ? ["mask"] : new string[0], .. Text.Bias != AttentionBias.None ? ["bias"] : new string[0], "output", "logSum", "dOutput",
        .. Targets, .. HasBias ? ["dBias"] : new string[0],
    ];

    private string[] Targets => Text.IsApart ? [.. HasQuery ? ["dQuery"] : new string[0], .. HasKey ? ["dKey"] : new string[0], .. HasValue ? ["dValue"] : new string[0]] : ["dPacked"];

    private string KeyTarget => Text.IsApart ? "dKey" : "dPacked";

    private string ValueTarget => Text.IsApart ? "dValue" : "dPacked";

    private string Views => string.Join(", ", Names.Select(view => "Il::ArrayView<float> " + view));

    private string Arguments => string.Join(", ", Names);

    private string Random => Text.Dropout > 0 ? ", ulong random, uint threshold, float raise" : "";

    public void Write(CodeWriter code)
    {
        string threads = Literals.Int(Text.Threads);
        string dropout = Text.Dropout > 0 ? ", ulong key" : "";
        string angles = Text.HasRotary ? ", " + Text.Angles : "";
        string random = Text.Dropout > 0 ? $", Gpu::GpuRandom.Spread(key), Gpu::GpuRandom.Threshold({Literals.Float(Text.Dropout)}), Gpu::GpuRandom.Scale({Literals.Float(Text.Dropout)})" : "";
        string groups = $"(length + {threads} - 1) / {threads}", keyGroups = $"({Text.Steps} + {threads} - 1) / {threads}", lengths = Text.IsApart ? "(int)length, (int)steps" : "(int)length";
        code.Line($"/// <summary>{(Text.IsApart ? "The gradients of queries [batch, length], keys and values [batch, steps]" : "dPacked [batch, length, dq | dk | dv]")} from dOutput, for {Literals.Int(Text.Heads.Count)} heads of {Literals.Int(Text.Size)}, {Literals.Int(Text.Heads.KeyValue)} of keys and values.</summary>");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, {Views}, long batch, long length{Text.StepsParameter("long")}{dropout})"))
        {
            Launch(HasQuery, "Query", $"({groups}, {Literals.Int(Text.Heads.Count)}, batch)");
            Launch(HasKey || HasValue, "Key", $"({keyGroups}, {Literals.Int(Text.Heads.KeyValue)}, {(Slices == 1 ? "batch" : $"batch * {Slices}")})");
            Launch(HasBias, "Bias", $"({keyGroups}, length, batch)");
        }

        string tail = Text.HasRotary ? ", Il::ArrayView<float> angles" : "";
        Kernel(HasQuery, "Query", Query);
        Kernel(HasKey || HasValue, "Key", Key);
        Kernel(HasBias, "Bias", Bias);

        void Launch(bool isWanted, string kernel, string grid)
        {
            if (isWanted)
            {
                code.Line($"device.Launch({Name}{kernel}Kernel, {grid}, {threads}, {Arguments}{angles}, {lengths}{random});");
            }
        }

        void Kernel(bool isWanted, string kernel, Action<CodeWriter> body)
        {
            if (isWanted)
            {
                code.Line();
                using (code.Block($"private static void {Name}{kernel}Kernel({Views}{tail}, int length{Text.StepsParameter()}{Random})"))
                {
                    body(code);
                }
            }
        }
    }

    private void Query(CodeWriter code)
    {
        int vectors = Text.Vectors;
        string threads = Literals.Int(Text.Threads), size = Literals.Int(Text.Size), queries = Literals.Int(Text.Heads.QueryWidth);
        Func<int, string> q = i => QueryInRegisters ? $"q{i}" : $"own[mine + {vectors + 1 + i}]";
        Func<int, string> g = i => OutputInRegisters ? $"g{i}" : $"own[mine + {i}]";
        int ownRow = QueryInRegisters ? vectors + 1 : 2 * (vectors + 1);
        code.Line($"Il::ArrayView<Gpu::Float4> keys = Il::SharedMemory.Allocate<Gpu::Float4>({Rows * vectors});");
        code.Line($"Il::ArrayView<Gpu::Float4> values = Il::SharedMemory.Allocate<Gpu::Float4>({Rows * vectors});");
        if (!OutputInRegisters)
        {
            code.Line($"Il::ArrayView<Gpu::Float4> own = Il::SharedMemory.Allocate<Gpu::Float4>({Text.Threads * ownRow});");
        }

        Text.Cast(code, [.. Text.Sources, "output", "dOutput", .. Targets]);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line("int head = Il::Grid.IdxY;");
        code.Line($"int keyHead = {Text.KeyHead};");
        code.Line("int batch = Il::Grid.IdxZ;");
        code.Line(Text.FirstQuery);
        code.Line("int query = first + thread;");
        code.Line("bool isQuery = query < length;");
        code.Line("int at = isQuery ? query : length - 1;");
        code.Line("int row = (batch * length) + at;");
        code.Line($"int place = (row * {Text.QueryPitch}) + (head * {size});");
        code.Line($"int result = (row * {queries}) + (head * {size});");
        if (!OutputInRegisters)
        {
            code.Line($"int mine = thread * {ownRow};");
        }

        for (int i = 0; i < vectors; i++)
        {
            string d = Literals.Int(4 * i);
            code.Line($"{(QueryInRegisters ? "Gpu::Float4 " : "")}{q(i)} = Gpu::Float4.Scale({Text.Scale}, {Text.Load(Text.QueryView, "place", d, "at")});");
            code.Line($"{(OutputInRegisters ? "Gpu::Float4 " : "")}{g(i)} = {Text.Load("dOutput", "result", d)};");
            code.Line($"Gpu::Float4 dq{i} = default;");
        }

        Text.Dot(code, "delta", g, i => Text.Load("output", "result", Literals.Int(4 * i)));
        code.Line($"float log = logSum[(((batch * {Literals.Int(Text.Heads.Count)}) + head) * length) + at];");
        code.Line(Text.Causal ? $"int end = first + {threads} < {Text.Steps} ? first + {threads} : {Text.Steps};" : $"int end = {Text.Steps};");
        using (code.Block($"for (int start = {Text.FirstTile("first", Rows)}; start < end; start += {Rows})"))
        {
            code.Line("Il::Group.Barrier();");
            using (code.Block($"for (int i = thread; i < {Rows * vectors}; i += {threads})"))
            {
                code.Line($"int key = start + (i / {vectors});");
                code.Line($"int d = 4 * (i % {vectors});");
                code.Line("keys[i] = default;");
                code.Line("values[i] = default;");
                using (code.Block($"if (key < {Text.Steps})"))
                {
                    code.Line($"int from = {Text.KeyStart("key")};");
                    code.Line($"keys[i] = {Text.Load(Text.KeyView, "from", "d", "key")};");
                    code.Line($"values[i] = {Text.Load(Text.ValueView, Text.ValueStart("from"), "d")};");
                }
            }

            code.Line();
            code.Line("Il::Group.Barrier();");
            code.Line($"int count = {Text.Steps} - start < {Rows} ? {Text.Steps} - start : {Rows};");
            if (Text.Causal)
            {
                code.Line("count = at + 1 - start < count ? at + 1 - start : count;");
            }

            using (code.Block($"for (int j = {Text.FirstKey("at")}; j < count; j++)"))
            {
                Text.IfSeen(code, "at", "start + j", () =>
                {
                    code.Line($"int k = j * {vectors};");
                    Text.Dot(code, "s", q, i => $"keys[k + {i}]");
                    Text.AddBias(code, "s", "at", "start + j");
                    Text.Dot(code, "dp", g, i => $"values[k + {i}]");
                    if (Text.Dropout > 0)
                    {
                        code.Line($"dp = {Text.Kept("at", "start + j")} ? dp * raise : 0;");
                    }

                    code.Line($"float ds = {Exp}(s - log) * (dp - delta);");
                    string again = Again(code, OutputInRegisters);

                    for (int i = 0; i < vectors; i++)
                    {
                        code.Line($"dq{i} = Gpu::Float4.MultiplyAdd(ds, keys[{again} + {i}], dq{i});");
                    }
                });
            }
        }

        code.Line();
        using (code.Block("if (isQuery)"))
        {
            for (int i = 0; i < vectors; i++)
            {
                code.Line($"dq{i} = Gpu::Float4.Scale({Text.Scale}, dq{i});");
            }

            Text.StoreGradient(code, Targets[0], "place", "dq", "at");
        }
    }

    // Queries (scaled, as in the forward pass) and their gradients; delta = Σ dOutput · output of each row, four numbers a thread.
    private void QueryTile(CodeWriter code)
    {
        int vectors = Text.Vectors;
        string size = Literals.Int(Text.Size), queries = Literals.Int(Text.Heads.QueryWidth), threads = Literals.Int(Text.Threads);
        code.Line("Il::Group.Barrier();");
        using (code.Block($"for (int i = thread; i < {Rows * vectors}; i += {threads})"))
        {
            code.Line($"int query = start + (i / {vectors});");
            code.Line($"int d = 4 * (i % {vectors});");
            code.Line("q[i] = default;");
            code.Line("g[i] = default;");
            code.Line("parts[i] = 0;");
            using (code.Block("if (query < length)"))
            {
                code.Line($"int from = (((batch * length) + query) * {Text.QueryPitch}) + (head * {size});");
                code.Line($"int result = (((batch * length) + query) * {queries}) + (head * {size});");
                code.Line($"q[i] = Gpu::Float4.Scale({Text.Scale}, {Text.Load(Text.QueryView, "from", "d", "query")});");
                code.Line($"Gpu::Float4 gradient = {Text.Load("dOutput", "result", "d")};");
                code.Line("g[i] = gradient;");
                code.Line($"parts[i] = Gpu::Float4.Dot(gradient, {Text.Load("output", "result", "d")}, 0);");
            }
        }

        code.Line();
        code.Line("Il::Group.Barrier();");
        using (code.Block($"for (int j = thread; j < {Rows}; j += {threads})"))
        {
            code.Line("float delta = 0;");
            using (code.Block($"for (int i = 0; i < {vectors}; i++)"))
            {
                code.Line($"delta += parts[(j * {vectors}) + i];");
            }

            code.Line();
            code.Line("deltas[j] = delta;");
            code.Line("int row = start + j < length ? start + j : length - 1;");
            code.Line($"logs[j] = logSum[(((batch * {Literals.Int(Text.Heads.Count)}) + head) * length) + row];");
        }

        code.Line();
        code.Line("Il::Group.Barrier();");
    }

    // Where the row lies that a dot product has read: the compiler would keep all of it in registers until it is needed again.
    private static string Again(CodeWriter code, bool fits)
    {
        if (fits)
        {
            return "k";
        }

        code.Line("int again = k + (length >> 31); // k, which the compiler cannot know: the row is read again, because it does not fit the registers");
        return "again";
    }
}
