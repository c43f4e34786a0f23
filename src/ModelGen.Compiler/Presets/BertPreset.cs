using System.Linq;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets;

/// <summary>
/// BERT (Devlin et al. 2018, arXiv:1810.04805): post-norm, attention in both directions, two segments, exact GELU, and a pooler over the
/// first step; with Classes a classifier on top of it. Id 0 is padding, as in its checkpoints.
/// </summary>
internal static class BertPreset
{
    private const double Deviation = 0.02;

    public static ModelSpec Expand(ModelSpec spec, SourceRef source, TransformerSizes s)
    {
        var w = new PresetWriter(source, s.Checkpointed);
        ArgumentSpec initial = PresetWriter.Deviation(Deviation);
        BlockSpec attend = w.Block(
            "Attend",
            w.Layer("SelfAttention", Of("Heads", s.Heads), Of("KvHeads", s.KvHeads), Of("Dropout", s.Dropout), Flat,
                File("attention.{self.query,self.key,self.value,output.dense}"), initial),
            w.Dropout(s.Dropout));
        BlockSpec think = w.Block(
            "Think",
            w.Layer("Linear", Of("outFeatures", s.Hidden), Name("Up"), File("intermediate.dense"), initial),
            w.Layer("Gelu"),
            w.Layer("Linear", Of("outFeatures", s.Width), Name("Down"), File("output.dense"), initial),
            w.Dropout(s.Dropout));
        BlockSpec layer = w.Block(
            "Layer",
            w.Use("Residual", "Attend", Name("Attend"), File("")),
            Norm(w, s, "AttendNorm", "attention.output.LayerNorm"),
            w.Use("Residual", "Think", Name("Think"), File("")),
            Norm(w, s, "ThinkNorm", "output.LayerNorm"));

        LayerSpec?[] layers =
        [
            w.Layer("Tokens", Of("Vocabulary", s.Vocabulary), Of("Context", s.Context), Of("Padding", 0), Of("Segments", true)),
            w.Layer("Embedding", Of("width", s.Width), Name("TokenEmbedding"), File("bert.embeddings.{word_embeddings,token_type_embeddings}"), initial),
            w.Layer("PositionEmbedding", Name("PositionEmbedding"), File("bert.embeddings.position_embeddings"), initial),
            Norm(w, s, "EmbeddingNorm", "bert.embeddings.LayerNorm"),
            w.Dropout(s.Dropout),
            w.Use("Repeat", "Layer", Of("count", s.Layers), Name("Layers"), File("bert.encoder.layer")),
            w.Layer("TakeFirst"),
            w.Layer("Linear", Of("outFeatures", s.Width), Name("Pooler"), File("bert.pooler.dense"), initial),
            w.Layer("Tanh"),
            .. s.Classes == 0 ? [] : Head(w, s, initial),
        ];
        return spec with { Layers = new([.. layers.Where(each => each is not null).Select(each => each!)]), Blocks = new(layer, attend, think) };
    }

    private static LayerSpec?[] Head(PresetWriter w, TransformerSizes s, ArgumentSpec initial) =>
    [
        w.Dropout(s.Dropout),
        w.Layer("Linear", Of("outFeatures", s.Classes), Name("Classifier"), File("classifier"), initial),
        w.Layer("Loss", Of("loss", "CrossEntropy")),
    ];

    private static LayerSpec Norm(PresetWriter w, TransformerSizes s, string name, string file) =>
        w.Layer("LayerNorm", Name(name), File(file), Of("Epsilon", s.Epsilon));
}
