using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>Nomic Embed (Nussbaum et al. 2024, arXiv:2402.01613): BERT with rotary positions, gated feed-forward parts and no biases but those of norms.</summary>
internal static class NomicFamily
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("n_embd"), heads = c.Size("n_head"), vocabulary = c.Vocabulary(), padding = c.Id("pad_token_id", 0);
        f.Divides("n_head", heads, "n_embd", width);
        double epsilon = c.Epsilon("layer_norm_epsilon", 1e-12);
        c.Same("hidden_size", "n_embd");
        c.Same("num_attention_heads", "n_head");
        c.Same("num_hidden_layers", "n_layer");
        foreach (string off in new[] { "causal", "prenorm", "parallel_block", "parallel_block_tied_norm", "use_rms_norm", "rotary_emb_interleaved", "scale_attn_by_inverse_layer_idx", "qkv_proj_bias", "mlp_fc1_bias", "mlp_fc2_bias" })
        {
            c.Require(off, false);
        }

        c.Require("scale_attn_weights", true);
        c.Skip("dense_seq_output", "fused_bias_fc", "fused_dropout_add_ln", "use_flash_attn", "use_xentropy", "pad_vocab_size_multiple"); // how it was run
        if (c.Text("activation_function") is { } activation and not "swiglu")
        {
            throw c.Unknown("activation_function", c.Find("activation_function")!, "only swiglu is known");
        }

        if (c.Find("rotary_emb_scale_base") is { } scale)
        {
            throw c.Unknown("rotary_emb_scale_base", scale, "only null is known");
        }

        int positions = c.Size("n_positions"), trained = Math.Min(positions, c.Size("max_trained_positions", positions));
        if (c.Find("rotary_scaling_factor") is not null && f.Length(trained) > trained)
        {
            throw new ConfigFault(ErrorId.OutOfRange, $"Context of 'Pretrained' must be at most {LayerText.Number(trained)}: beyond what the model was trained on, rotary_scaling_factor turns each sequence by its own length, which is not known", "Context");
        }

        int types = c.Size("type_vocab_size", 2);
        if (types > 2 || padding >= vocabulary)
        {
            throw types > 2 ? c.Unknown("type_vocab_size", c.Find("type_vocab_size")!, "at most 2 are known") : c.Wrong("pad_token_id", c.Find("pad_token_id")!, $"must be below vocab_size {LayerText.Number(vocabulary)}");
        }

        BlockSpec attend = f.Writer.Block(
            "Attend",
            f.Layer("SelfAttention", [Of("Heads", heads), Of("Bias", false), Of("Dropout", f.Rate), .. RopeScaling.Read(c, null, width / heads, trained, "rotary_emb_base", "rotary_emb_fraction"), Flat, File("attn.{Wqkv,out_proj}"), f.Initial]),
            f.Dropout);
        BlockSpec think = f.Writer.Block("Think", f.Layer("SwiGlu", Of("hidden", f.Hidden("n_inner", width)), Of("Bias", false), Flat, File("mlp.{fc12,fc11,fc2}"), f.Initial), f.Dropout);
        BlockSpec layer = f.Writer.Block(
            "Layer",
            f.Writer.Use("Residual", "Attend", Name("Attend"), File("")),
            f.Layer("LayerNorm", Name("AttendNorm"), File("norm1"), Of("Epsilon", epsilon)),
            f.Writer.Use("Residual", "Think", Name("Think"), File("")),
            f.Layer("LayerNorm", Name("ThinkNorm"), File("norm2"), Of("Epsilon", epsilon)));
        ModelHead head = ModelHead.Read(f);
        f.Tied(head);
        if (head.Kind is not ("Embedding" or "None"))
        {
            throw new ConfigFault(ErrorId.ConfigUnknown, $"{c.File}: a head of {head.Kind} is not known for nomic_bert; these are: Head.Embedding, Head.None", "Head");
        }

        LayerSpec?[] layers =
        [
            f.Layer("Tokens", [Of("Vocabulary", vocabulary), f.Context(trained, hasTable: false), Of("Padding", padding), .. types == 2 ? new[] { Of("Segments", true) } : []]),
            f.Layer("Embedding", [Of("width", width), Name("TokenEmbedding"), File("embeddings.{word_embeddings,token_type_embeddings}"), .. types == 1 ? new[] { Of("Segment", true) } : [], f.Initial]),
            f.Layer("LayerNorm", Name("EmbeddingNorm"), File("emb_ln"), Of("Epsilon", epsilon)),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("n_layer")), Name("Layers"), File("encoder.layers")),
            .. head.Kind == "Embedding" ? f.Sentence : [],
        ];
        return new(layers, [layer, attend, think], ["cls."]);
    }
}
