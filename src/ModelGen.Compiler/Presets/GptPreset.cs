using System;
using System.Linq;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets;

/// <summary>
/// GPT-2 (Radford et al. 2019): pre-norm, learned positions, tanh GELU, biases, tied head. Weights begin as GPT-2's: deviation
/// 0.02, and 0.02 / √(2 · layers) for the two projections that write into the residual stream.
/// </summary>
internal static class GptPreset
{
    public static ModelSpec Expand(ModelSpec spec, SourceRef source, TransformerSizes s)
    {
        var w = new PresetWriter(source, s.Checkpointed);
        double residual = 0.02 / Math.Sqrt(2.0 * s.Layers);
        BlockSpec attend = w.Block(
            "Attend",
            w.Layer("LayerNorm", Name("Norm"), File("ln_1"), Of("Epsilon", s.Epsilon)),
            w.Layer("SelfAttention", Of("Heads", s.Heads), Of("KvHeads", s.KvHeads), Of("Causal", true), Of("Dropout", s.Dropout), Flat, File("attn.{c_attn,c_proj}"),
                Of("Transposed", true), Deviation(0.02), Of("OutputInitStd", residual)),
            w.Dropout(s.Dropout));
        BlockSpec think = w.Block(
            "Think",
            w.Layer("LayerNorm", Name("Norm"), File("ln_2"), Of("Epsilon", s.Epsilon)),
            w.Layer("Linear", Of("outFeatures", s.Hidden), Name("Up"), File("mlp.c_fc"), Of("Transposed", true), Deviation(0.02)),
            w.Layer("Gelu", Of("Tanh", true)),
            w.Layer("Linear", Of("outFeatures", s.Width), Name("Down"), File("mlp.c_proj"), Of("Transposed", true), Deviation(residual)),
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
            w.Layer("Embedding", Of("width", s.Width), Name("TokenEmbedding"), File("transformer.wte"), Deviation(0.02)),
            w.Layer("PositionEmbedding", Name("PositionEmbedding"), File("transformer.wpe"), Deviation(0.02)),
            w.Dropout(s.Dropout),
            w.Use("Repeat", "Layer", Of("count", s.Layers), Name("Layers"), File("transformer.h")),
            w.Layer("LayerNorm", Name("Norm"), File("transformer.ln_f"), Of("Epsilon", s.Epsilon)),
            head,
            w.Layer("Loss", Of("loss", "CrossEntropy")),
        ];
        return spec with { Layers = new([.. layers.Where(each => each is not null).Select(each => each!)]), Blocks = new(layer, attend, think) };
    }
}
