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
/// Qwen2 and Qwen3 (arXiv:2407.10671, arXiv:2505.09388), Gemma (arXiv:2403.08295), Phi-3 (arXiv:2404.14219). Names and formulas as in Hugging Face's modeling files.
/// </summary>
internal static class LlamaFamily
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        bool isGemma = f.Type == "gemma";
        bool isFused = f.Type == "phi3";
        int width = c.Size("hidden_size"), heads = c.Size("num_attention_heads"), keyValue = c.Size("num_key_value_heads", heads);
        f.Divides("num_key_value_heads", keyValue, "num_attention_heads", heads);
        if (c.Find("head_dim") is null)
        {
            f.Divides("num_attention_heads", heads, "hidden_size", width);
        }

        int size = c.Size("head_dim", isGemma ? 256 : width / heads), context = c.Size("max_position_embeddings");
        double epsilon = c.Real("rms_norm_eps", 1e-6);
        bool bias = c.Truth("attention_bias", f.Type == "qwen2"), mlpBias = c.Truth("mlp_bias", false);
        bool outputBias = bias && f.Type != "qwen2";
        c.Require("rope_interleaved", false);
        c.Skip("original_max_position_embeddings"); // of longrope, which is refused by name

        ArgumentSpec[] norms = isGemma ? [Of("Epsilon", epsilon), Of("Offset", 1.0)] : [Of("Epsilon", epsilon)];
        string maps = isFused ? "qkv_proj,o_proj" : "q_proj,k_proj,v_proj,o_proj";
        bool hasNorms = f.Type == "qwen3";
        var attention = new List<ArgumentSpec> { Of("Heads", heads), Of("KvHeads", keyValue), Of("Causal", true), Of("Bias", bias), Of("Dropout", f.Rate) };
        attention.AddRange(RopeScaling.Read(c, size));
        attention.AddRange((long)size * heads == width ? [] : [Of("HeadSize", size)]);
        attention.AddRange(bias == outputBias ? [] : [Of("OutputBias", outputBias)]);
        attention.AddRange(Windows.Read(f, c, context) is > 0 and var window ? [Of("Window", window)] : []);
        attention.AddRange(hasNorms ? [Of("QueryKeyNorm", true), Of("NormEpsilon", epsilon)] : []);
        attention.AddRange([Flat, File("self_attn.{" + maps + (hasNorms ? ",q_norm,k_norm" : "") + "}"), f.Initial]);

        BlockSpec attend = f.Writer.Block("Attend", f.Layer("RmsNorm", [Name("Norm"), File("input_layernorm"), .. norms]), f.Layer("SelfAttention", [.. attention]), f.Dropout);
        BlockSpec think = f.Writer.Block(
            "Think",
            f.Layer("RmsNorm", [Name("Norm"), File("post_attention_layernorm"), .. norms]),
            f.Layer("SwiGlu", Of("hidden", c.Size("intermediate_size")), Of("Bias", mlpBias), Of("Gate", Gate(f, isGemma)), Flat, File(isFused ? "mlp.{gate_up_proj,down_proj}" : "mlp.{gate_proj,up_proj,down_proj}"), f.Initial),
            f.Dropout);
        BlockSpec layer = f.Writer.Block("Layer", f.Writer.Use("Residual", "Attend", Name("Attend"), File("")), f.Writer.Use("Residual", "Think", Name("Think"), File("")));

        ModelHead head = ModelHead.Read(f);
        bool isTied = c.Truth("tie_word_embeddings", isGemma);
        int vocabulary = c.Size("vocab_size");
        int padding = c.Id("pad_token_id", -1);
        LayerSpec?[] layers =
        [
            f.Layer("Tokens", [Of("Vocabulary", vocabulary), f.Context(context, hasTable: false), .. head.IsLanguage || padding < 0 || padding >= vocabulary ? [] : new[] { Of("Padding", padding) }]),
            f.Layer("Embedding", [Of("width", width), Name("TokenEmbedding"), File("model.embed_tokens"), f.Initial, .. isGemma ? [Of("Scale", System.Math.Sqrt(width))] : new ArgumentSpec[0]]),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("num_hidden_layers")), Name("Layers"), File("model.layers")),
            f.Layer("RmsNorm", [Name("Norm"), File("model.norm"), .. norms]),
            .. DecoderHead.Layers(f, head, isTied, vocabulary, "lm_head"),
        ];
        return new(layers, [layer, attend, think], DecoderHead.PassedOver(head, isTied, "lm_head"));
    }

    private static string Gate(Family f, bool isGemma)
    {
        // Gemma's first files say gelu and mean its tanh form, which all that run them take.
        string? name = f.Config.Text("hidden_activation") ?? f.Config.Text("hidden_act") ?? (isGemma ? "gelu_pytorch_tanh" : "silu");
        f.Config.Skip("hidden_act");
        LayerSpec activation = f.Activation("hidden_act", isGemma && name == "gelu" ? "gelu_pytorch_tanh" : name);
        return activation.Kind switch
        {
            "Silu" => "Silu",
            "Gelu" => activation.Bool("Tanh") ? "GeluTanh" : "Gelu",
            _ => throw new ConfigFault(ErrorId.ConfigUnknown, $"{f.Config.File}: hidden_act \"{JsonValue.Clip(name)}\" is not known for a gate; these are: gelu, gelu_new, gelu_pytorch_tanh, silu"),
        };
    }
}
