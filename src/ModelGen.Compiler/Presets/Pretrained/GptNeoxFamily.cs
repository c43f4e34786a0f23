using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>GPT-NeoX (Black et al. 2022, arXiv:2204.06745) and Pythia: attention and feed-forward part side by side, of the same input, unless the configuration says one after the other.</summary>
internal static class GptNeoxFamily
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("hidden_size"), heads = c.Size("num_attention_heads"), vocabulary = c.Vocabulary();
        f.Divides("num_attention_heads", heads, "hidden_size", width);
        double epsilon = c.Epsilon("layer_norm_eps", 1e-5);
        c.Same("rope_theta", "rotary_emb_base");
        c.Same("partial_rotary_factor", "rotary_pct");
        string baseField = Newer("rotary_emb_base", "rope_theta"), shareField = Newer("rotary_pct", "partial_rotary_factor");
        string Newer(string old, string name) => c.Find(old) is null && c.Find(name) is not null ? name : old;
        bool bias = c.Truth("attention_bias", true), isParallel = c.Truth("use_parallel_residual", true);
        LayerSpec[] attend =
        [
            f.Layer("LayerNorm", Name("AttendNorm"), File("input_layernorm"), Of("Epsilon", epsilon)),
            f.Layer("SelfAttention", [Of("Heads", heads), Of("Causal", true), Of("Bias", bias), Of("Dropout", f.Rate), .. RopeScaling.Read(c, width / heads, f.Length(c.Size("max_position_embeddings")), baseField, shareField, 0.25),
                Name("Attention"), File("attention.{query_key_value,dense}"), Of("ByHead", true), f.Initial]),
        ];
        LayerSpec[] think =
        [
            f.Layer("LayerNorm", Name("ThinkNorm"), File("post_attention_layernorm"), Of("Epsilon", epsilon)),
            f.Layer("Linear", Of("outFeatures", c.Size("intermediate_size")), Name("Up"), File("mlp.dense_h_to_4h"), f.Initial),
            f.Activation("hidden_act", c.Text("hidden_act") ?? "gelu"),
            f.Layer("Linear", Of("outFeatures", width), Name("Down"), File("mlp.dense_4h_to_h"), f.Initial),
        ];
        var steps = new BlockSteps(f);
        int attended = steps.Run(0, attend, f.Dropout);
        int middle = isParallel ? 0 : steps.Add(0, attended);
        int thought = steps.Run(middle, think, f.Dropout);
        BlockSpec layer = steps.Block("Layer", steps.Add(isParallel ? steps.Add(0, attended) : middle, thought));

        ModelHead head = ModelHead.Read(f);
        bool isTied = c.Truth("tie_word_embeddings", false);
        LayerSpec?[] layers =
        [
            f.Layer("Tokens", [Of("Vocabulary", vocabulary), f.Context(c.Size("max_position_embeddings"), hasTable: false), .. f.Padding(head, vocabulary)]),
            f.Layer("Embedding", Of("width", width), Name("TokenEmbedding"), File("gpt_neox.embed_in"), f.Initial),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("num_hidden_layers")), Name("Layers"), File("gpt_neox.layers")),
            f.Layer("LayerNorm", Name("Norm"), File("gpt_neox.final_layer_norm"), Of("Epsilon", epsilon)),
            .. DecoderHead.Layers(f, head, isTied, vocabulary, "embed_out"),
        ];
        return new(layers, [layer], DecoderHead.PassedOver(head, isTied, "embed_out"));
    }
}
