using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>
/// Llama (Touvron et al. 2023, arXiv:2302.13971; Llama 3: Grattafiori et al. 2024, arXiv:2407.21783) and what differs from it in a field or two: Mistral (Jiang et al. 2023, arXiv:2310.06825), SmolLM,
/// Qwen2 and Qwen3 (arXiv:2407.10671, arXiv:2505.09388), Gemma (arXiv:2403.08295, arXiv:2408.00118, arXiv:2503.19786), Phi-3 (arXiv:2404.14219). Names and formulas as in Hugging Face's modeling files.
/// </summary>
internal static class LlamaFamily
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        bool isGemma = f.Type is "gemma" or "gemma2" or "gemma3_text";
        bool isFused = f.Type == "phi3";
        int width = c.Size("hidden_size"), published = LongRopes.UsualContext(c);
        double epsilon = c.Epsilon("rms_norm_eps", f.Type == "phi3" ? 1e-5 : 1e-6);
        c.Require("rope_interleaved", false);
        c.Require("use_bidirectional_attention", false);
        if (isFused)
        {
            c.Only("full_attn_mod", 1);
            c.Only("interpolate_factor", 1);
        }

        ArgumentSpec[] norms = isGemma ? [Of("Epsilon", epsilon), Of("Offset", 1.0)] : [Of("Epsilon", epsilon)];
        LayerSpec Norm(string name, string file) => f.Layer("RmsNorm", [Name(name), File(file), .. norms]);
        LayerSpec Gated() => f.Layer("SwiGlu", Of("hidden", c.Size("intermediate_size")), Of("Bias", c.Truth("mlp_bias", false)), Of("Gate", Gate(f, isGemma)), Flat, File(isFused ? "mlp.{gate_up_proj,down_proj}" : "mlp.{gate_proj,up_proj,down_proj}"), f.Initial);

        // Gemma has norms behind both parts, too, from its second generation on.
        bool isWrapped = isGemma && f.Type != "gemma";
        var blocks = new List<BlockSpec>();
        var attention = new LlamaAttention(f, isFused, f.Length(published));
        IReadOnlyList<(int Window, bool IsLocal)> windows = Windows.Read(f, c, f.Length(published));
        (int Window, bool IsLocal)[] kinds = [.. windows.Select(attention.Seen).Distinct()];
        foreach ((int window, bool isLocal) in kinds)
        {
            // Each kind of layers has parts of its own: what stands in one block alone is lowered into it, where it needs no name in files.
            string prefix = kinds.Length > 1 && isLocal ? "Local" : "";
            BlockSpec Part(string name, string before, LayerSpec part, string after) => isWrapped
                ? f.Writer.Block(prefix + name, Norm("Norm", before), part, Norm("AfterNorm", after), f.Dropout)
                : f.Writer.Block(prefix + name, Norm("Norm", before), part, f.Dropout);
            blocks.AddRange(
            [
                f.Writer.Block(prefix + "Layer", f.Writer.Use("Residual", prefix + "Attend", Name("Attend"), File("")), f.Writer.Use("Residual", prefix + "Think", Name("Think"), File(""))),
                Part("Attend", "input_layernorm", attention.Layer(window, isLocal), "post_attention_layernorm"),
                Part("Think", isWrapped ? "pre_feedforward_layernorm" : "post_attention_layernorm", Gated(), "post_feedforward_layernorm"),
            ]);
        }

        ModelHead head = ModelHead.Read(f);
        bool isTied = c.Truth("tie_word_embeddings", isGemma);
        int vocabulary = c.Vocabulary();
        LayerSpec?[] layers =
        [
            f.Layer("Tokens", [Of("Vocabulary", vocabulary), f.Context(published, hasTable: false), .. f.Padding(head, vocabulary)]),
            f.Layer("Embedding", [Of("width", width), Name("TokenEmbedding"), File("model.embed_tokens"), f.Initial, .. isGemma ? [Of("Scale", System.Math.Sqrt(width))] : new ArgumentSpec[0]]),
            f.Dropout,
            .. Stack(f, windows.Select(attention.Seen).Select(kind => (kinds.Length > 1 && kind.IsLocal ? "Local" : "") + "Layer").ToArray()),
            Norm("Norm", "model.norm"),
            .. DecoderHead.Layers(f, head, isTied, vocabulary, "lm_head", DecoderHead.Cap(f, "final_logit_softcapping", 30)),
        ];
        return new(layers, blocks, DecoderHead.PassedOver(head, isTied, "lm_head"));
    }

    // Layers that are all alike are one repetition.
    private static IEnumerable<LayerSpec> Stack(Family f, string[] blocks)
    {
        if (blocks.Distinct().Count() == 1)
        {
            return [f.Writer.Use("Repeat", "Layer", Of("count", blocks.Length), Name("Layers"), File("model.layers"))];
        }

        if (f.Attribute.Bool("Checkpointed"))
        {
            throw new ConfigFault(ErrorId.OutOfRange, $"{f.Config.File} has layers of two kinds, which are no repetition: leave Checkpointed of 'Pretrained' out", "Checkpointed");
        }

        return blocks.Select((block, i) => f.Writer.Use("Use", block, Name("Layer" + LayerText.Number(i)), File("model.layers." + LayerText.Number(i))));
    }

    private static string Gate(Family f, bool isGemma)
    {
        // Gemma's first files say gelu in the older field and mean its tanh form, which all that run them take.
        string? old = f.Config.Text("hidden_act");
        string name = !isGemma ? old ?? "silu" : f.Config.Text("hidden_activation") ?? (old is "gelu" or null ? "gelu_pytorch_tanh" : old);
        LayerSpec activation = f.Activation("hidden_act", name);
        return activation.Kind switch
        {
            "Silu" => "Silu",
            "Gelu" => activation.Bool("Tanh") ? "GeluTanh" : "Gelu",
            _ => throw new ConfigFault(ErrorId.ConfigUnknown, $"{f.Config.File}: hidden_act \"{JsonValue.Clip(name)}\" is not known for a gate; these are: gelu, gelu_new, gelu_pytorch_tanh, silu"),
        };
    }
}
