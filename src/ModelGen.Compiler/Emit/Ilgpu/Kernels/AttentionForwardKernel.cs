using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// Attention with an online softmax (Dao et al. 2022, arXiv:2205.14135): a thread owns a query, a group walks over tiles of keys and values in
/// shared memory and leaves out those that causality hides. Memory grows with T, not with its square.
/// </summary>
/// <param name="KeepsSum">Writes each row's log-sum-exp for the backward pass.</param>
/// <param name="IsCached">Keys and values come from a decoder's cache, which holds the new tokens' already.</param>
internal sealed record AttentionForwardKernel(AttentionText Text, bool KeepsSum, bool IsCached) : IKernel
{
    public string Name => (IsCached ? "AttentionOverCache" : "Attention") + Text.Suffix + (KeepsSum ? "Keep" : "");

    // Queries in registers, or in shared memory where they would not fit.
    private bool OwnInRegisters => Text.Size <= 64;

    // Turning queries takes registers of its own: where they are many, a loop puts them into shared memory first.
    private bool OwnInShared => !OwnInRegisters || (Text.HasRotary && Text.Size > 32);

    // Groups that share a query's result out among them: a thread cannot hold more than 128 numbers of it.
    private int Slices => Text.Size <= 128 ? 1 : 2;

    // Vectors of the result that a thread has.
    private int Held => (Text.Vectors + Slices - 1) / Slices;

    private int Keys => Text.Size <= 64 ? 32 : Text.Size <= 128 ? 16 : 8;

    private IEnumerable<string> Views
    {
        get
        {
            foreach (string source in Text.Sources)
            {
                yield return source;
            }

            if (IsCached)
            {
                yield return "keyCache";
                yield return "valueCache";
            }

            if (Text.HasMask)
            {
                yield return "mask";
            }

            if (Text.Bias != AttentionBias.None)
            {
                yield return "bias";
            }

            yield return "output";
            if (KeepsSum)
            {
                yield return "logSum";
            }
        }
    }

    // Threads without a query do what the last one does.
    private const string Place = "(isQuery ? query : length - 1)";

    public void Write(CodeWriter code)
    {
        string h = Literals.Int(Text.Heads.Count), d = Literals.Int(Text.Size), threads = Literals.Int(Text.Threads);
        string views = string.Join(", ", Views.Select(view => $"Il::ArrayView<float> {view}"));
        string dropout = Text.Dropout > 0 ? ", ulong key" : "";
        string position = IsCached ? ", int position" : "";
        code.Line($"/// <summary>output [batch, length, {Literals.Int(Text.Heads.QueryWidth)}] = attention over {(Text.IsApart ? "queries [batch, length] and keys and values [batch, steps]" : "packed [batch, length, q | k | v]")}, {h} heads of {d}, {Literals.Int(Text.Heads.KeyValue)} of keys and values.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {views}{position}, long batch, long length{Text.StepsParameter("long")}{dropout}) =>");
        string[] arguments =
        [
            .. Views, .. Text.HasRotary ? [Text.Angles] : new string[0], .. IsCached ? ["position"] : new string[0], "(int)length", .. Text.IsApart ? ["(int)steps"] : new string[0],
            .. Text.Dropout > 0 ? ["Gpu::GpuRandom.Spread(key)", $"Gpu::GpuRandom.Threshold({Literals.Float(Text.Dropout)})", $"Gpu::GpuRandom.Scale({Literals.Float(Text.Dropout)})"] : new string[0],
        ];
        code.Line($"    device.Launch({Name}Kernel, ((length + {threads} - 1) / {threads}, {h}, {(Slices == 1 ? "batch" : $"batch * {Slices}")}), {threads}, {string.Join(", ", arguments)});").Line();
        string angles = Text.HasRotary ? ", Il::ArrayView<float> angles" : "";
        string random = Text.Dropout > 0 ? ", ulong random, uint threshold, float raise" : "";
        using (code.Block($"private static void {Name}Kernel({views}{angles}{position}, int length{Text.StepsParameter()}{random})"))
        {
            Body(code);
        }
    }

    private void Body(CodeWriter code)
    {
        int vectors = Text.Vectors;
        string threads = Literals.Int(Text.Threads), size = Literals.Int(Text.Size);
        code.Line($"Il::ArrayView<Gpu::Float4> keys = Il::SharedMemory.Allocate<Gpu::Float4>({Keys * vectors});");
        code.Line($"Il::ArrayView<Gpu::Float4> values = Il::SharedMemory.Allocate<Gpu::Float4>({Keys * Held});");
        if (OwnInShared)
        {
            code.Line($"Il::ArrayView<Gpu::Float4> own = Il::SharedMemory.Allocate<Gpu::Float4>({Text.Threads * (vectors + 1)});");
        }

        Text.Cast(code, [.. Text.Sources, "output", .. IsCached ? ["keyCache", "valueCache"] : new string[0]]);
        code.Line("int thread = Il::Group.IdxX;");
        code.Line("int head = Il::Grid.IdxY;");
        code.Line($"int keyHead = {Text.KeyHead};");
        code.Line(Slices == 1 ? "int batch = Il::Grid.IdxZ;" : $"int batch = Il::Grid.IdxZ / {Slices};");
        if (Slices > 1)
        {
            code.Line($"int low = (Il::Grid.IdxZ % {Slices}) * {Held};");
        }

        code.Line(Text.FirstQuery);
        code.Line("int query = first + thread;");
        code.Line("bool isQuery = query < length;");
        code.Line("int row = (batch * length) + (isQuery ? query : length - 1);");
        code.Line($"int place = (row * {Text.QueryPitch}) + (head * {size});");
        code.Line(IsCached ? "int total = position + length;" : $"int total = {Text.Steps};");
        code.Line(IsCached ? "int at = position + (isQuery ? query : length - 1);" : "int at = isQuery ? query : length - 1;");
        Own(code);
        for (int i = 0; i < Held; i++)
        {
            code.Line($"Gpu::Float4 o{i} = default;");
        }

        code.Line("float max = float.MinValue;");
        code.Line("float sum = 0;");
        string last = IsCached ? $"position + first + {threads}" : $"first + {threads}";
        code.Line(Text.Causal || IsCached ? $"int end = {last} < total ? {last} : total;" : "int end = total;");
        using (code.Block($"for (int start = {Text.FirstTile(IsCached ? "(position + first)" : "first", Keys)}; start < end; start += {Keys})"))
        {
            Tile(code);
            code.Line($"int count = total - start < {Keys} ? total - start : {Keys};");
            if (Text.Causal || IsCached)
            {
                code.Line("count = at + 1 - start < count ? at + 1 - start : count;");
            }

            using (code.Block($"for (int j = {Text.FirstKey("at")}; j < count; j++)"))
            {
                Text.IfSeen(code, Place, "start + j", () => Key(code));
            }
        }

        code.Line();
        using (code.Block("if (isQuery)"))
        {
            code.Line("float inverse = sum > 0 ? 1f / sum : 0; // 0: all keys were hidden");
            code.Line($"int result = (row * {Literals.Int(Text.Heads.QueryWidth)}) + (head * {size});");
            for (int i = 0; i < Held; i++)
            {
                Store(code, i);
            }

            if (KeepsSum && Slices > 1)
            {
                using (code.Block("if (low > 0)"))
                {
                    code.Line("return; // the first group's thread writes the sum");
                }

                code.Line();
            }

            if (KeepsSum)
            {
                code.Line($"logSum[(((batch * {Literals.Int(Text.Heads.Count)}) + head) * length) + query] = sum > 0 ? max + global::ILGPU.Algorithms.XMath.Log(sum) : 0;");
            }
        }
    }

    // The thread's query, scaled.
    private void Own(CodeWriter code)
    {
        int vectors = Text.Vectors;
        Func<string, string> load = d => $"Gpu::Float4.Scale({Text.Scale}, {Text.Load(Text.QueryView, "place", d, "at")})";
        if (OwnInShared)
        {
            code.Line($"int mine = thread * {vectors + 1};");
            using (code.Block($"for (int i = 0; i < {vectors}; i++)"))
            {
                code.Line($"own[mine + i] = {load("(4 * i)")};");
            }

            code.Line();
        }

        for (int i = 0; OwnInRegisters && i < vectors; i++)
        {
            code.Line($"Gpu::Float4 q{i} = {(OwnInShared ? $"own[mine + {i}]" : load(Literals.Int(4 * i)))};");
        }
    }

    private void Store(CodeWriter code, int i)
    {
        string d = Slices == 1 ? Literals.Int(4 * i) : $"4 * (low + {i})", store = Text.Store("output", "result", d, $"Gpu::Float4.Scale(inverse, o{i})");
        if (Slices * Held == Text.Vectors || i < Held - 1)
        {
            code.Line(store);
            return;
        }

        // The last slice of an odd number of vectors has one less.
        using (code.Block($"if (low + {i} < {Text.Vectors})"))
        {
            code.Line(store);
        }

        code.Line();
    }

    private void Tile(CodeWriter code)
    {
        int vectors = Text.Vectors;
        string size = Literals.Int(Text.Size);
        code.Line("Il::Group.Barrier();");
        using (code.Block($"for (int i = thread; i < {Keys * vectors}; i += {Literals.Int(Text.Threads)})"))
        {
            code.Line($"int key = start + (i / {vectors});");
            code.Line($"int d = 4 * (i % {vectors});");
            code.Line("Gpu::Float4 keyValue = default;");
            code.Line("Gpu::Float4 value = default;");
            using (code.Block("if (key < total)"))
            {
                code.Line(IsCached ? $"int from = (key * {Literals.Int(Text.Heads.KeyValueWidth)}) + (keyHead * {size});" : $"int from = {Text.KeyStart("key")};");
                code.Line($"keyValue = {(IsCached ? Text.Load("keyCache", "from", "d") : Text.Load(Text.KeyView, "from", "d", "key"))};");
                code.Line($"value = {(IsCached ? Text.Load("valueCache", "from", "d") : Text.Load(Text.ValueView, Text.ValueStart("from"), "d"))};");
            }

            code.Line();
            code.Line("keys[i] = keyValue;");
            if (Slices == 1)
            {
                code.Line("values[i] = value;");
            }
            else
            {
                code.Line($"int held = (i % {vectors}) - low;");
                using (code.Block($"if (held >= 0 && held < {Held})"))
                {
                    code.Line($"values[((i / {vectors}) * {Held}) + held] = value;");
                }
            }
        }

        code.Line();
        code.Line("Il::Group.Barrier();");
    }

    private void Key(CodeWriter code)
    {
        int vectors = Text.Vectors;
        code.Line($"int k = j * {vectors};");
        Text.Dot(code, "s", i => OwnInRegisters ? $"q{i}" : $"own[mine + {i}]", i => $"keys[k + {i}]");
        Text.Bend(code, "s");
        Text.AddBias(code, "s", Place, "start + j");
        using (code.Block("if (s > max)"))
        {
            code.Line("float shrink = global::ILGPU.Algorithms.XMath.Exp(max - s);");
            code.Line("max = s;");
            code.Line("sum *= shrink;");
            for (int i = 0; i < Held; i++)
            {
                code.Line($"o{i} = Gpu::Float4.Scale(shrink, o{i});");
            }
        }

        code.Line();
        code.Line("float p = global::ILGPU.Algorithms.XMath.Exp(s - max);");
        code.Line("sum += p;");
        if (Text.Dropout > 0)
        {
            code.Line($"p = {Text.Kept("query", "start + j")} ? p * raise : 0;");
        }

        if (Slices > 1)
        {
            code.Line($"int v = j * {Held};");
        }

        for (int i = 0; i < Held; i++)
        {
            code.Line($"o{i} = Gpu::Float4.MultiplyAdd(p, values[{(Slices == 1 ? "k" : "v")} + {i}], o{i});");
        }
    }
}
