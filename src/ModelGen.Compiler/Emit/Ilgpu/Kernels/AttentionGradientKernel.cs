using System;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The gradient of attention in two launches: of the queries, whose groups own 32 queries and walk over tiles of keys, and of keys and values, whose groups own 32 keys and walk over the
/// queries of all heads that share them. Scores of a tile lie in the registers of all 64 threads, 4 x 4 to a thread, and so do the gradient's rows: each number that a thread reads from
/// shared memory takes part in four products. Probabilities are computed again from the log-sum-exp; no sum depends on the order in which groups run.
/// </summary>
/// <param name="HasQuery">The queries' gradient is wanted.</param>
/// <param name="HasKey">The keys'.</param>
/// <param name="HasValue">The values'.</param>
/// <param name="HasBias">The bias's, in a launch of its own: a thread sums over the heads for a query and a key, or over all queries and keys of one way.</param>
internal sealed partial record AttentionGradientKernel(AttentionText Text, bool HasQuery = true, bool HasKey = true, bool HasValue = true, bool HasBias = false) : IKernel
{
    private const string Exp = "global::ILGPU.Algorithms.XMath.Exp";

    /// <summary>Rows of a group, and of the other side's tile.</summary>
    private const int Side = 32;

    private const int Threads = 64;

    // Rows and columns of a thread, eight apart.
    private const int Own = 4;

    // Numbers from a row of probabilities to the next one: an odd number of vectors, so that eight rows lie in different banks.
    private const int Pitch = Side + 4;

    public string Name => "AttentionGradient" + Text.Suffix + (Text.IsApart ? "Of" + (HasQuery ? "Q" : "") + (HasKey ? "K" : "") + (HasValue ? "V" : "") + (HasBias ? "B" : "") : "");

    private string[] Given => [.. Text.Sources, .. Text.HasMask ? ["mask"] : new string[0], .. Text.Bias != AttentionBias.None ? ["bias"] : new string[0]];

    private string[] Targets => Text.IsApart ? [.. HasQuery ? ["dQuery"] : new string[0], .. HasKey ? ["dKey"] : new string[0], .. HasValue ? ["dValue"] : new string[0]] : ["dPacked"];

    private string[] Written => [.. Targets, .. HasBias ? ["dBias"] : new string[0]];

    private string KeyTarget => Text.IsApart ? "dKey" : "dPacked";

    private string ValueTarget => Text.IsApart ? "dValue" : "dPacked";

    private string[] Names => [.. Given, "deltas", "logSum", "dOutput", .. Written];

    private string Random => Text.Dropout > 0 ? ", ulong random, uint threshold, float raise" : "";

    public void Write(CodeWriter code)
    {
        string dropout = Text.Dropout > 0 ? ", ulong key" : "", threads = Literals.Int(Threads), size = Literals.Int(Text.Size), heads = Literals.Int(Text.Heads.Count);
        string angles = Text.HasRotary ? ", " + Text.Angles : "";
        string random = Text.Dropout > 0 ? $", Gpu::GpuRandom.Spread(key), Gpu::GpuRandom.Threshold({Literals.Float(Text.Dropout)}), Gpu::GpuRandom.Scale({Literals.Float(Text.Dropout)})" : "";
        string groups = $"(length + {Side - 1}) / {Side}", keyGroups = $"({Text.Steps} + {Side - 1}) / {Side}", lengths = Text.IsApart ? "(int)length, (int)steps" : "(int)length";
        code.Line($"/// <summary>{(Text.IsApart ? "The gradients of queries [batch, length], keys and values [batch, steps]" : "dPacked [batch, length, dq | dk | dv]")} from dOutput, for {heads} heads of {size}, {Literals.Int(Text.Heads.KeyValue)} of keys and values.</summary>");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, {Views([.. Given, "output", "logSum", "dOutput", .. Written])}, long batch, long length{Text.StepsParameter("long")}{dropout})"))
        {
            code.Line($"Il::ArrayView<float> deltas = Gpu::AttentionKernels.Deltas(device, dOutput, output, batch, length, {heads}, {size}, 1);");
            Launch(HasQuery, "Query", $"({groups}, {heads}, batch)", Threads);
            Launch(HasKey || HasValue, "Key", $"({keyGroups}, {Literals.Int(Text.Heads.KeyValue)}, {(KeySlices == 1 ? "batch" : $"batch * {KeySlices}")})", Threads);
            Launch(HasBias, "Bias", Text.Bias == AttentionBias.Relative ? $"(((2 * {Text.Steps}) + {Text.Threads - 1}) / {Text.Threads}, {heads}, batch)" : $"(({Text.Steps} + {Text.Threads - 1}) / {Text.Threads}, length, batch)", Text.Threads);
            if (Text.HasRotary)
            {
                code.Line($"Gpu::RotaryKernels.Backward(device, dPacked, dPacked{angles}, batch, length, {heads}, {Literals.Int(Text.Heads.KeyValue)}, {size}, {Literals.Int(Text.Size / 2)});");
            }
        }

        string tail = Text.HasRotary ? ", Il::ArrayView<float> angles" : "";
        Kernel(HasQuery, "Query", Query);
        Kernel(HasKey || HasValue, "Key", Key);
        Kernel(HasBias, "Bias", Text.Bias == AttentionBias.Relative ? Ways : Bias);
        Weight(code);

        void Launch(bool isWanted, string kernel, string grid, int count)
        {
            if (isWanted)
            {
                code.Line($"device.Launch({Name}{kernel}Kernel, {grid}, {Literals.Int(count)}, {string.Join(", ", Names)}{angles}, {lengths}{random});");
            }
        }

        void Kernel(bool isWanted, string kernel, Action<CodeWriter> body)
        {
            if (isWanted)
            {
                code.Line();
                using (code.Block($"private static void {Name}{kernel}Kernel({Views(Names)}{tail}, int length{Text.StepsParameter()}{Random})"))
                {
                    body(code);
                }
            }
        }
    }

    private static string Views(string[] names) => string.Join(", ", names.Select(view => "Il::ArrayView<float> " + view));

    // The probability of a pair, 0 where the query does not see the key or one of them is behind the end.
    private void Weight(CodeWriter code)
    {
        if (!HasQuery && !HasKey && !HasValue)
        {
            return;
        }

        string views = Text.HasMask || Text.Bias != AttentionBias.None ? Views([.. Given.Skip(Text.Sources.Length)]) + ", " : "";
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        using (code.Block($"private static float {Name}Weight({views}float s, float log, int batch{(Text.Bias == AttentionBias.Relative ? ", int head" : "")}, int query, int key, int length{Text.StepsParameter()})"))
        {
            code.Line("float weight = 0;");
            string[] conditions =
            [
                "query < length", $"key < {Text.Steps}", .. Text.Causal ? ["key <= query"] : new string[0], .. Text.Window > 0 ? [$"query - key < {Literals.Int(Text.Window)}"] : new string[0],
            ];
            using (code.Block($"if ({string.Join(" && ", conditions)})"))
            {
                Text.IfSeen(code, "query", "key", () =>
                {
                    Text.AddBias(code, "s", "query", "key");
                    code.Line($"weight = {Exp}(s - log);");
                });
            }

            code.Line();
            code.Line("return weight;");
        }
    }

    private string WeightCall(string s, string log, string query, string key) =>
        $"{Name}Weight({string.Concat(Given.Skip(Text.Sources.Length).Select(view => view + ", "))}{s}, {log}, batch{(Text.Bias == AttentionBias.Relative ? ", head" : "")}, {query}, {key}, length{(Text.IsApart ? ", steps" : "")})";
}
