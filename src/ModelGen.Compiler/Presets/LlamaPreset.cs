using System.Linq;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets;

/// <summary>Llama (Touvron et al. 2023, arXiv:2302.13971): pre-norm RMSNorm, rotary positions, SwiGLU, no biases, grouped key and value heads.</summary>
internal static class LlamaPreset
{
    public static ModelSpec Expand(ModelSpec spec, SourceRef source, TransformerSizes s)
    {
        var w = new PresetWriter(source, s.Checkpointed);
        BlockSpec attend = w.Block(
            "Attend",
            w.Layer("RmsNorm", Name("Norm"), File("input_layernorm"), Of("Epsilon", s.Epsilon)),
            w.Layer("SelfAttention", Of("Heads", s.Heads), Of("KvHeads", s.KvHeads), Of("Causal", true), Of("Rotary", true), Of("RotaryBase", s.RotaryBase),
                Of("Bias", false), Of("Dropout", s.Dropout), Flat, File("self_attn.{q_proj,k_proj,v_proj,o_proj}"), Deviation(0.02)),
            w.Dropout(s.Dropout));
        BlockSpec think = w.Block(
            "Think",
            w.Layer("RmsNorm", Name("Norm"), File("post_attention_layernorm"), Of("Epsilon", s.Epsilon)),
            w.Layer("SwiGlu", Of("hidden", s.Hidden), Flat, File("mlp.{gate_proj,up_proj,down_proj}"), Deviation(0.02)),
            w.Dropout(s.Dropout));
        BlockSpec layer = w.Block(
            "Layer",
            w.Use("Residual", "Attend", Name("Attend"), File("")),
            w.Use("Residual", "Think", Name("Think"), File("")));
        LayerSpec head = s.TiedHead
            ? w.Layer("Linear", Of("outFeatures", s.Vocabulary), Of("Bias", false), Name("Head"), Of("TiedTo", "TokenEmbedding"))
            : w.Layer("Linear", Of("outFeatures", s.Vocabulary), Of("Bias", false), Name("Head"), File("lm_head"), Deviation(0.02));

        LayerSpec?[] layers =
        [
            w.Layer("Tokens", Of("Vocabulary", s.Vocabulary), Of("Context", s.Context)),
            w.Layer("Embedding", Of("width", s.Width), Name("TokenEmbedding"), File("model.embed_tokens"), Deviation(0.02)),
            w.Dropout(s.Dropout),
            w.Use("Repeat", "Layer", Of("count", s.Layers), Name("Layers"), File("model.layers")),
            w.Layer("RmsNorm", Name("Norm"), File("model.norm"), Of("Epsilon", s.Epsilon)),
            head,
            w.Layer("Loss", Of("loss", "CrossEntropy")),
        ];
        return spec with { Layers = new([.. layers.Where(each => each is not null).Select(each => each!)]), Blocks = new(layer, attend, think) };
    }
}
