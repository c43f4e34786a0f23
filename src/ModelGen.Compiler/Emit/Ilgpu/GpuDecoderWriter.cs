using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The key-value cache session of a causal model on the device.</summary>
internal static class GpuDecoderWriter
{
    public static void Method(CodeWriter code)
    {
        code.Line("/// <summary>A session that generates token by token and keeps the keys and values of earlier ones on the device. It ends with this object, or before.</summary>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The device has too little memory for the cache.</exception>");
        code.Line("public Decoder CreateDecoder() => new(this);").Line();
    }

    public static void Write(CodeWriter code, GpuPlan plan)
    {
        long context = plan.Model.Inputs[0].Context;
        long vocabulary = plan.Model.Main.Outputs[0].Type.Last.Size.Constant;
        long cache = CacheSizes.Total(plan.Passes.Decoding.Last().Graph, context);
        code.Line();
        code.Line("/// <summary>Token-by-token generation with a key-value cache on the device. One sequence, one thread at a time.</summary>");
        using (code.Block("public sealed class Decoder : global::ModelGen.Decoding.TokenDecoder, global::System.IDisposable"))
        {
            code.Line("private readonly Gpu _session;");
            code.Line("private readonly Gpu::GpuDevice _device;");
            code.Line("private readonly Gpu::GpuWeights _weights;");
            code.Line("private readonly Gpu::GpuTensors? _tensors;");
            code.Line("private readonly ParameterTree _parameters;");
            code.Line("private readonly Gpu::GpuBuffer<float> _cache;");
            code.Line("private readonly Gpu::GpuArena<float> _arena;");
            code.Line("private readonly Gpu::GpuArena<int> _tokens;");
            code.Line("private readonly Gpu::GpuArena<int> _places;");
            code.Line("private readonly global::System.Collections.Generic.List<Gpu::GpuBuffer<float>> _branches = [];");
            code.Line($"private readonly float[] _logits = new float[{Literals.Int(vocabulary)}];");
            code.Line("private int _position;").Line();
            using (code.Block($"internal Decoder(Gpu session)"))
            {
                code.Line("(_session, _device, _weights, _tensors, _parameters) = (session, session._device, session._weights, session._tensors, session._parameters);");
                code.Line($"_cache = _device.Allocate<float>({Literals.Int(cache)}, \"the cache of a decoder\");");
                code.Line("_arena = new(_device, \"a prompt of this length\");");
                code.Line("_tokens = new(_device, \"a prompt of this length\");");
                code.Line("_places = new(_device, \"branches of this length\");");
            }

            code.Line();
            foreach ((string member, string value) in new[] { ("int Context", Literals.Int(context)), ("int Vocabulary", Literals.Int(vocabulary)), ("int Position", "_position") })
            {
                code.Line("/// <inheritdoc/>");
                code.Line($"public override {member} => {value};").Line();
            }

            DecoderMembers.Separator(code, plan.Model.Inputs[0]);
            code.Line("/// <inheritdoc/>");
            using (code.Block("public override void Reset()"))
            {
                code.Line("_position = 0;");
                code.Line("EndBranches();");
            }

            code.Line();
            code.Line("/// <inheritdoc/>");
            using (code.Block("public override global::System.ReadOnlySpan<float> Append(scoped global::System.ReadOnlySpan<int> tokens)"))
            {
                Append(code, plan, vocabulary);
            }

            code.Line();
            Copies(code, plan, cache);
            GpuBranchesWriter.Write(code, plan, vocabulary);
            code.Line("/// <summary>Frees the cache.</summary>");
            using (code.Block("public void Dispose()"))
            {
                code.Line("EndBranches();");
                code.Line("_cache.Dispose();");
                code.Line("_arena.Dispose();");
                code.Line("_tokens.Dispose();");
                code.Line("_places.Dispose();");
            }
        }
    }

    // All of the cache: what lies behind the tokens is written before it is read.
    private static void Copies(CodeWriter code, GpuPlan plan, long cache)
    {
        string name = plan.Model.Type.Name;
        code.Line("/// <inheritdoc/>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The device has too little memory for the cache.</exception>");
        using (code.Block("public override global::ModelGen.Decoding.TokenDecoder Fork()"))
        {
            code.Line("Decoder fork = new(_session);");
            code.Line("fork.CopyFrom(this);");
            code.Line("return fork;");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("public override void CopyFrom(global::ModelGen.Decoding.TokenDecoder other, int common = 0)"))
        {
            using (code.Block("if (other is not Decoder from || from._session != _session || common < 0 || common > from._position || (common > 0 && common > _position))"))
            {
                code.Line($"throw new global::System.ArgumentException({Literals.Text($"{name}: only a decoder of the same session that holds the common tokens can be copied")}, \"other\");");
            }

            code.Line();
            code.Line($"Gpu::ElementwiseKernels.Copy(_device, from._cache.View, _cache.View, {Literals.Int(cache)});");
            code.Line("_position = from._position;");
            DecoderMembers.Copied(code, plan.Model.Inputs[0]);
            code.Line("EndBranches();");
        }

        code.Line();
    }

    // The arena: [scratch | logits].
    private static void Append(CodeWriter code, GpuPlan plan, long vocabulary)
    {
        string v = Literals.Int(vocabulary);
        code.Line($"CheckAppend(tokens, {Literals.Text(plan.Model.Type.Name)});");
        code.Line("const long B = 1;");
        code.Line("long T = tokens.Length;");
        code.Line($"long scratch = {(plan.Steps.Count > 0 ? "T == 1 ? Passes.StepScratch(B, T) : " : "")}Passes.DecodeScratch(B, T);");
        code.Line($"Il::ArrayView<float> arena = _arena.Reserve(scratch + {v});");
        code.Line($"Il::ArrayView<float> logits = arena.SubView(scratch, {v});");
        code.Line("Il::ArrayView<int> ids = _tokens.Reserve(T);");
        code.Line("_tokens.Buffer.Write(tokens);");
        using (code.Block("if (_tensors is null)"))
        {
            Run(code, plan, "Passes", "_device, _weights");
        }

        using (code.Block("else"))
        {
            code.Line("_tensors.Begin(TensorPasses.Operand(B, T));");
            Run(code, plan, "TensorPasses", "_device, _weights, _tensors");
        }

        code.Line();
        code.Line("_arena.Buffer.Read(_logits, scratch);");
        code.Line("_position += (int)T;");
        code.Line("return _logits;");
    }

    private static void Run(CodeWriter code, GpuPlan plan, string passes, string context)
    {
        string arguments = $"({context}, _parameters, ids, logits, arena, _cache.View, _position, B, T);";
        if (plan.Steps.Count == 0)
        {
            code.Line($"{passes}.Decode{arguments}");
            return;
        }

        using (code.Block("if (T == 1)"))
        {
            code.Line($"{passes}.Step{arguments}");
        }

        using (code.Block("else"))
        {
            code.Line($"{passes}.Decode{arguments}");
        }
    }
}
