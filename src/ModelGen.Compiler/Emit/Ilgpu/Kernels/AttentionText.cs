using System;
using System.Linq;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>What the kernels of one attention have in common: its constants, and the text of loads and stores of heads.</summary>
/// <param name="RotaryBase">0: positions are not turned here.</param>
/// <param name="Context">The longest sequence.</param>
internal sealed record AttentionText(HeadLayout Heads, bool Causal, double RotaryBase, bool HasMask, double Dropout, long Context)
{
    /// <summary>Heads of more numbers do not fit the shared memory that every accelerator has.</summary>
    public const int LargestHead = 256;

    /// <summary>Queries, keys and values lie in buffers of their own, and keys may be those of another sequence.</summary>
    public bool IsApart { get; init; }

    /// <summary>What scores are multiplied by; 0: 1 / √size.</summary>
    public double OwnScale { get; init; }

    public AttentionBias Bias { get; init; }

    /// <summary>A query sees this many keys at most, itself included; causal only; 0: all.</summary>
    public int Window { get; init; }

    /// <summary>Scores s become SoftCap · tanh(s / SoftCap); 0: they stay.</summary>
    public double SoftCap { get; init; }

    /// <summary>The mask numbers texts: a query sees keys of its own text alone.</summary>
    public bool HasTexts { get; init; }

    public int Size => Heads.Size;

    /// <summary>Vectors of a head.</summary>
    public int Vectors => (Size + 3) / 4;

    /// <summary>Threads of a group, each with a query (or a key) of its own.</summary>
    public int Threads => Size <= 64 ? 64 : Size <= 128 ? 32 : 16;

    public bool HasRotary => RotaryBase > 0;

    public string Suffix =>
        $"{Literals.Int(Heads.Count)}x{Literals.Int(Heads.KeyValue)}x{Literals.Int(Size)}{(Causal ? "Causal" : "")}{(HasRotary ? "Rotary" + Literals.Float(RotaryBase).Replace(".", "_").Replace("-", "_").Replace("f", "") : "")}"
        + $"{(HasMask ? "Masked" : "")}{(Dropout > 0 ? "Dropout" + Literals.Float(Dropout).Replace(".", "_").Replace("-", "_").Replace("f", "") : "")}"
        + $"{(IsApart ? "Apart" : "")}{(Bias == AttentionBias.None ? "" : Bias.ToString())}{(OwnScale == 0 ? "" : "Scale" + Literals.Float(OwnScale).Replace(".", "_").Replace("-", "_").Replace("f", ""))}"
        + (Window == 0 ? "" : "Window" + Literals.Int(Window)) + (HasTexts ? "Texts" : "") + (SoftCap == 0 ? "" : "Cap" + Literals.Float(SoftCap).Replace(".", "_").Replace("-", "_").Replace("f", ""));

    public string Scale => Literals.Float(OwnScale == 0 ? 1 / Math.Sqrt(Size) : OwnScale);

    /// <summary>The number of keys.</summary>
    public string Steps => IsApart ? "steps" : "length";

    /// <summary>Further arguments of kernels, with their types.</summary>
    public string StepsParameter(string type = "int") => IsApart ? $", {type} steps" : "";

    public string[] Sources => IsApart ? ["queryRows", "keyRows", "valueRows"] : ["packed"];

    public string QueryView => Sources[0];

    public string KeyView => Sources[IsApart ? 1 : 0];

    public string ValueView => Sources[IsApart ? 2 : 0];

    /// <summary>Numbers from a query's row to the next one's.</summary>
    public string QueryPitch => Literals.Int(IsApart ? Heads.QueryWidth : Heads.PackedWidth);

    /// <summary>Where the head of a key starts.</summary>
    public string KeyStart(string key) => IsApart
        ? $"(((batch * steps) + {key}) * {Literals.Int(Heads.KeyValueWidth)}) + (keyHead * {Literals.Int(Size)})"
        : $"(((batch * length) + {key}) * {Literals.Int(Heads.PackedWidth)}) + {Literals.Int(Heads.QueryWidth)} + (keyHead * {Literals.Int(Size)})";

    /// <summary>Where the value of a key starts.</summary>
    public string ValueStart(string key) => IsApart ? key : $"{key} + {Literals.Int(Heads.KeyValueWidth)}";

    /// <summary>Writes what is done where a query sees a key.</summary>
    public void IfSeen(CodeWriter code, string query, string key, Action body)
    {
        string[] conditions = [.. HasMask ? [$"mask[(batch * {Steps}) + {key}] != 0"] : new string[0], .. HasTexts ? [$"mask[(batch * {Steps}) + {key}] == mask[(batch * length) + {query}]"] : new string[0], .. Bias == AttentionBias.Hiding ? [$"{BiasAt(query, key)} != 0"] : new string[0]];
        if (conditions.Length == 0)
        {
            body();
            return;
        }

        using (code.Block($"if ({string.Join(" && ", conditions)})"))
        {
            body();
        }
    }

    /// <summary>Bends a score.</summary>
    public void Bend(CodeWriter code, string score)
    {
        if (SoftCap > 0)
        {
            code.Line($"{score} = {Literals.Float(SoftCap)} * global::ILGPU.Algorithms.XMath.Tanh({Literals.Float(1 / SoftCap)} * {score});");
        }
    }

    /// <summary>A factor of the gradient of a score that was bent.</summary>
    public string Slope(string score) => SoftCap == 0 ? "" : $" * (1f - ({Literals.Float(1 / (SoftCap * SoftCap))} * {score} * {score}))";

    /// <summary>Adds the bias to a score.</summary>
    public void AddBias(CodeWriter code, string score, string query, string key)
    {
        if (Bias is AttentionBias.Biased or AttentionBias.Relative)
        {
            code.Line($"{score} += {BiasAt(query, key)};");
        }
    }

    private string BiasAt(string query, string key) => Bias == AttentionBias.Relative
        ? $"bias[((((long)batch * {Literals.Int(Heads.Count)}) + head) * 2 * steps) + {key} - {query} + steps - 1]"
        : $"bias[((((long)batch * length) + {query}) * steps) + {key}]";

    public string KeyHead => Heads.Count == Heads.KeyValue ? "head" : $"head / {Literals.Int(Heads.Count / Heads.KeyValue)}";

    public string Angles => $"device.Angles({Literals.Int(Size)}, {Literals.Float(RotaryBase)}, {Literals.Int(Context)})";

    /// <summary>The first key of the first tile that a group needs, whose first query stands at a position.</summary>
    public string FirstTile(string position, int keys) => Window == 0 ? "0" : $"{position} > {Literals.Int(Window - 1)} ? ({position} - {Literals.Int(Window - 1)}) / {keys} * {keys} : 0";

    /// <summary>The first key of a tile that the query at a position sees.</summary>
    public string FirstKey(string position) => Window == 0 ? "0" : $"{position} - {Literals.Int(Window - 1)} > start ? {position} - {Literals.Int(Window - 1)} - start : 0";

    /// <summary>Which queries a group has: the last ones see the most keys where attention is causal, and start first.</summary>
    public string FirstQuery => $"int first = {(Causal ? "(Il::Grid.DimX - 1 - Il::Grid.IdxX)" : "Il::Grid.IdxX")} * {Literals.Int(Threads)};";

    private bool IsAligned => Size % 4 == 0;

    /// <summary>Declares what <see cref="Load"/> needs.</summary>
    public void Cast(CodeWriter code, params string[] views)
    {
        foreach (string view in views)
        {
            if (IsAligned)
            {
                code.Line($"Il::ArrayView<Gpu::Float4> {view}4 = {view}.Cast<Gpu::Float4>();");
            }
        }
    }

    /// <summary>Four numbers of a head, from d on.</summary>
    /// <param name="position">Set to turn them.</param>
    public string Load(string view, string start, string d, string? position = null) =>
        position is not null && HasRotary ? $"Gpu::HeadMemory.Turned({view}, {start}, {d}, {Literals.Int(Size)}, angles, {position})"
        : IsAligned ? $"{view}4[({start} + {d}) / 4]"
        : $"Gpu::HeadMemory.Load({view}, {start}, {d}, {Literals.Int(Size)})";

    public string Store(string view, string start, string d, string value) =>
        IsAligned ? $"{view}4[({start} + ({d})) / 4] = {value};" : $"Gpu::HeadMemory.Store({view}, {start}, {d}, {Literals.Int(Size)}, {value});";

    /// <summary>Four chains of multiply-adds instead of one: they wait for each other less. Two where a head takes most of the registers.</summary>
    public void Dot(CodeWriter code, string result, Func<int, string> left, Func<int, string> right)
    {
        string[] sums = [.. new[] { result, result + "1", result + "2", result + "3" }.Take(Math.Min(Vectors, Size <= 64 ? 4 : 2))];
        foreach (string sum in sums)
        {
            code.Line($"float {sum} = 0;");
        }

        for (int i = 0; i < Vectors; i++)
        {
            string sum = sums[i % sums.Length];
            code.Line($"{sum} = Gpu::Float4.Dot({left(i)}, {right(i)}, {sum});");
        }

        if (sums.Length > 1)
        {
            code.Line($"{result} += {string.Join(" + ", sums.Skip(1))};");
        }
    }

    /// <summary>The condition that a probability is kept.</summary>
    public string Kept(string query, string key) =>
        $"Gpu::GpuRandom.Hash(random, ((ulong)((((long)batch * {Literals.Int(Heads.Count)}) + head) * length + {query}) * (ulong){Steps}) + (ulong)({key})) >= threshold";
}
