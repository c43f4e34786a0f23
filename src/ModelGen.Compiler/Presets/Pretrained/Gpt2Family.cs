using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>GPT-2 (Radford et al. 2019), with the names of Hugging Face's checkpoints.</summary>
internal static class Gpt2Family
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("n_embd"), heads = c.Size("n_head"), context = c.Size("n_positions", c.Find("n_ctx") is null ? null : c.Size("n_ctx")), vocabulary = c.Vocabulary();
        f.Divides("n_head", heads, "n_embd", width);
        double epsilon = c.Epsilon("layer_norm_epsilon", 1e-5);
        c.Same("hidden_size", "n_embd");
        c.Same("num_attention_heads", "n_head");
        c.Same("num_hidden_layers", "n_layer");
        c.Same("max_position_embeddings", "n_positions");
        c.Require("scale_attn_weights", true);
        c.Require("scale_attn_by_inverse_layer_idx", false);
        c.Require("add_cross_attention", false);
        BlockSpec attend = f.Writer.Block(
            "Attend",
            f.Layer("LayerNorm", Name("Norm"), File("ln_1"), Of("Epsilon", epsilon)),
            f.Layer("SelfAttention", Of("Heads", heads), Of("Causal", true), Of("Dropout", f.Rate), Flat, File("attn.{c_attn,c_proj}"), Of("Transposed", true), f.Initial),
            f.Dropout);
        BlockSpec think = f.Writer.Block(
            "Think",
            f.Layer("LayerNorm", Name("Norm"), File("ln_2"), Of("Epsilon", epsilon)),
            f.Layer("Linear", Of("outFeatures", f.Hidden("n_inner", width)), Name("Up"), File("mlp.c_fc"), Of("Transposed", true), f.Initial),
            f.Activation("activation_function", c.Text("activation_function") ?? "gelu_new"),
            f.Layer("Linear", Of("outFeatures", width), Name("Down"), File("mlp.c_proj"), Of("Transposed", true), f.Initial),
            f.Dropout);
        BlockSpec layer = f.Writer.Block("Layer", f.Writer.Use("Residual", "Attend", Name("Attend"), File("")), f.Writer.Use("Residual", "Think", Name("Think"), File("")));

        ModelHead head = ModelHead.Read(f);
        bool isTied = c.Truth("tie_word_embeddings", true);
        LayerSpec?[] layers =
        [
            f.Layer("Tokens", [Of("Vocabulary", vocabulary), f.Context(context, hasTable: true), .. f.Padding(head, vocabulary)]),
            f.Layer("Embedding", Of("width", width), Name("TokenEmbedding"), File("transformer.wte"), f.Initial),
            f.Layer("PositionEmbedding", Name("PositionEmbedding"), File("transformer.wpe"), f.Initial),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("n_layer")), Name("Layers"), File("transformer.h")),
            f.Layer("LayerNorm", Name("Norm"), File("transformer.ln_f"), Of("Epsilon", epsilon)),
            .. DecoderHead.Layers(f, head, isTied, vocabulary, "lm_head"),
        ];
        return new(layers, [layer, attend, think], DecoderHead.PassedOver(head, isTied, "lm_head"));
    }
}
