using System.Collections.Generic;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The gradient of flash attention on tensor cores (Dao 2023, arXiv:2307.08691, algorithm 2, without its atomic sum): one launch for queries, whose blocks of 64 walk over keys and values, and
/// one for keys and values, whose blocks of 64 walk over the queries of all heads that share them. Each computes probabilities again from the log-sum-exp, seven products instead of five, and
/// no sum depends on the order in which blocks run. Rows, scores and sums stay in registers; tiles of the other side are copied one ahead. The output's gradient was multiplied by the scale
/// of the loss before it was rounded; results are divided by it.
/// </summary>
/// <param name="Plain">The same gradient in 32 bits, for accelerators without tensor cores.</param>
internal sealed partial record TensorAttentionGradientKernel(AttentionGradientKernel Plain) : IKernel
{
    private const int Threads = 128;

    /// <summary>Rows of a block.</summary>
    public const int Rows = 64;

    private const int LargestHead = 128;

    // Of keys beside queries, and of queries beside keys, by what the registers hold.
    private static int KeyTile(int size) => size <= 64 ? 64 : 32;

    private static int QueryTile(int size) => size <= 64 ? 32 : 16;

    private readonly TensorAttentionGradientText _query = new(Plain.Text.Size, KeyTile(Plain.Text.Size), ownsKeys: false);

    private readonly TensorAttentionGradientText _key = new(Plain.Text.Size, QueryTile(Plain.Text.Size), ownsKeys: true);

    public string Name => "Tensor" + Plain.Name;

    private HeadLayout Heads => Plain.Text.Heads;

    private bool Causal => Plain.Text.Causal;

    private bool Padding => Plain.Text.HasMask;

    private static string I(long value) => Literals.Int(value);

    /// <summary>Whether the kernel can be made; a larger head's rows and sums do not fit the registers.</summary>
    public static bool Supports(HeadLayout heads) => heads.Size % 8 == 0 && heads.Size <= LargestHead;

    public void Write(CodeWriter code)
    {
        Launcher(code);
        if (!Supports(Heads))
        {
            return;
        }

        const string parameters = "long packed, long gradient, long mask, long logSum, long deltas, long result, int length, float factor";
        foreach (bool brain in new[] { false, true })
        {
            foreach (string side in new[] { "Query", "Key" })
            {
                code.Line($"private static void {Name}{side}{Typed("", brain)}Kernel({parameters}) => {Name}{side}(packed, gradient, mask, logSum, deltas, result, length, factor, {Literals.Bool(brain)});").Line();
            }
        }

        Side(code, "Query", parameters, _query, KeyTile(Heads.Size), Heads.PackedWidth * 2, Heads.PackedWidth * 2, Query);
        Side(code, "Key", parameters, _key, QueryTile(Heads.Size), Heads.PackedWidth * 2, Heads.QueryWidth * 2, Key);
    }

    private static string Typed(string part, bool brain) => part + (brain ? "BFloat16" : "Float16");

    private void Launcher(CodeWriter code)
    {
        string width = I(Heads.PackedWidth), query = I(Heads.QueryWidth), size = I(Heads.Size), count = I(Heads.Count);
        string mask = Padding ? ", Il::ArrayView<float> mask" : "", given = Padding ? ", mask" : "";
        code.Line($"/// <summary>dPacked [batch, length, dq | dk | dv] from dOutput over 16-bit numbers, for {count} heads of {size}, {I(Heads.KeyValue)} of keys and values.</summary>");
        using (code.Block($"internal static void {Name}(Gpu::GpuDevice device, Gpu::GpuTensors tensors, Il::ArrayView<float> packed{mask}, Il::ArrayView<float> output, Il::ArrayView<float> logSum, Il::ArrayView<float> dOutput, Il::ArrayView<float> dPacked, long batch, long length)"))
        {
            if (Supports(Heads))
            {
                using (code.Block("if (tensors.HasCores)"))
                {
                    string place = Plain.Text.HasRotary
                        ? $"tensors.Rotated(packed, {Plain.Text.Angles}, batch * length, length, 0, {width}, {I(Heads.QueryWidth + Heads.KeyValueWidth)}, {size})"
                        : $"tensors.Operand(packed, batch * length, {width})";
                    code.Line($"tensors.Reserve(batch * length * {I(Heads.PackedWidth + Heads.QueryWidth)});");
                    code.Line($"long operand = {place};");
                    code.Line($"long gradient = tensors.Operand(dOutput, batch * length, {query}, batch * length * {width}, tensors.Scale);");
                    code.Line($"Il::ArrayView<float> deltas = Gpu::AttentionKernels.Deltas(device, dOutput, output, batch, length, {count}, {size}, tensors.Scale);");
                    foreach ((string side, string heads) in new[] { ("Query", count), ("Key", I(Heads.KeyValue)) })
                    {
                        code.Line($"device.Launch<long, long, long, long, long, long, int, float>(tensors.IsBrain ? {Name}{side}BFloat16Kernel : {Name}{side}Float16Kernel, ((length + {I(Rows - 1)}) / {I(Rows)}, {heads}, batch), {I(Threads)}, operand, gradient, {(Padding ? "Gpu::GpuTensors.Address(mask)" : "0")}, Gpu::GpuTensors.Address(logSum), Gpu::GpuTensors.Address(deltas), Gpu::GpuTensors.Address(dPacked), (int)length, 1 / tensors.Scale);");
                    }

                    if (Plain.Text.HasRotary)
                    {
                        code.Line($"Gpu::RotaryKernels.Backward(device, dPacked, dPacked, {Plain.Text.Angles}, batch, length, {count}, {I(Heads.KeyValue)}, {size}, {I(Heads.Size / 2)});");
                    }

                    code.Line("return;");
                }

                code.Line();
            }

            code.Line($"{Plain.Name}(device, tensors.Rounded(packed, batch * length * {width}){given}, output, logSum, tensors.RoundedGradient(dOutput, batch * length * {query}, batch * length * {width}), dPacked, batch, length);");
        }

        code.Line();
    }

    private void Side(CodeWriter code, string side, string parameters, TensorAttentionGradientText text, int tile, int pitch, int other, System.Action<CodeWriter> body)
    {
        string name = Name + side;
        using (code.Block($"private static void {name}({parameters}, bool brain)"))
        {
            body(code);
        }

        code.Line();
        bool ownsKeys = text == _key;
        new TensorTileCopy(name, "Copy", Heads.Size, tile, pitch, text.Stride).Write(code);
        if (ownsKeys)
        {
            new TensorTileCopy(name, "CopyGradient", Heads.Size, tile, other, text.Stride).Write(code);
        }

        Part("Begin", "", text.Begin());
        Part("Rows", "long row0, long row1", text.Rows("q"));
        Part("OtherRows", "long row0, long row1", text.Rows("g"));
        Part("Limit", "int row0, int row1, int last", text.Limit(Causal));
        if (!ownsKeys)
        {
            Part("RowSums", "long log0, long log1, long delta0, long delta1", text.RowSums());
        }

        if (Padding)
        {
            Part("Hide", ownsKeys ? "long row0, long row1" : "long mask, int key, int last", text.Hide());
        }

        Part("Slopes", ownsKeys ? "long logs, long deltas, int query, int last" : "", text.Slopes());
        foreach (string sums in ownsKeys ? new[] { "o", "u" } : ["o"])
        {
            for (int row = 0; row < 2; row++)
            {
                Part("Store" + sums.ToUpperInvariant() + I(row), "long place, float factor", text.Store(sums, row));
            }
        }

        foreach (bool brain in new[] { false, true })
        {
            Part(Typed("Scores", brain), "int rows", text.Product(brain, "s", "q"));
            Part(Typed("Weights", brain), "int rows", text.Product(brain, "p", "g"));
            Part(Typed("Mix", brain), "int rows", text.Mix(brain, "o", "p"));
            if (ownsKeys)
            {
                Part(Typed("MixValues", brain), "int rows", text.Mix(brain, "u", "s"));
            }
        }

        void Part(string part, string arguments, IEnumerable<string> lines) => TensorPart.Write(code, name + part, arguments, lines);
    }
}
