using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The key-value cache session of a causal model.</summary>
internal static class DecoderWriter
{
    public static EmittedFile Write(PlannedModel plan)
    {
        string name = CSharpNames.Escape(plan.Model.Type.Name);
        long context = plan.Model.Inputs[0].Context;
        long vocabulary = plan.Model.Main.Outputs[0].Type.Last.Size.Constant;
        long cache = CacheSizes.Total(plan.Decoding.Last().Graph, context);
        return EmittedType.File(plan.Model.Type, ".Decoder", "", "", code =>
        {
            code.Line("/// <summary>Token-by-token generation with a key-value cache. One sequence, one thread at a time.</summary>");
            using (code.Block("public sealed class DecoderSession : global::ModelGen.Decoding.TokenDecoder"))
            {
                code.Line($"private readonly {name} _model;");
                code.Line("private readonly global::ModelGen.Workspace _workspace = new();");
                code.Line($"private readonly Cpu::AlignedBuffer _cache = new({Literals.Int(cache)});");
                code.Line($"private readonly float[] _logits = new float[{Literals.Int(vocabulary)}];");
                code.Line("private int _position;").Line();
                code.Line($"internal DecoderSession({name} model) => _model = model;").Line();
                code.Line("/// <inheritdoc/>");
                code.Line($"public override int Context => {Literals.Int(context)};").Line();
                code.Line("/// <inheritdoc/>");
                code.Line($"public override int Vocabulary => {Literals.Int(vocabulary)};").Line();
                code.Line("/// <inheritdoc/>");
                code.Line("public override int Position => _position;").Line();
                code.Line("/// <inheritdoc/>");
                code.Line("public override void Reset() => _position = 0;").Line();
                code.Line("/// <inheritdoc/>");
                code.Line(ShapeText.Return(TensorType.F32(Axis.Plain(vocabulary))));
                using (code.Block($"public override global::System.ReadOnlySpan<float> Append({ShapeText.Tokens(context, plan.Model.Inputs[0].Vocabulary)}scoped global::System.ReadOnlySpan<int> tokens)"))
                {
                    code.Line($"CheckAppend(tokens, {Literals.Text(plan.Model.Type.Name)});");
                    code.Line("int T = tokens.Length;");
                    code.Line($"{Surface.Span} scratch = _workspace.Floats(CpuPasses.DecodeScratch(1, T));");
                    code.Line("CpuPasses.Decode(_workspace.Team, _model.Parameters, tokens, _logits, scratch, _cache.Span, _position, 1, T);");
                    code.Line("_position += T;");
                    code.Line("return _logits;");
                }
            }
        });
    }
}
