using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Presets.Pretrained.Json;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>BERT (Devlin et al. 2018, arXiv:1810.04805), its sentence encoders, and RoBERTa (Liu et al. 2019, arXiv:1907.11692), whose positions begin behind the padding's id.</summary>
internal static class BertFamily
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        bool isRoberta = f.Type == "roberta";
        int width = c.Size("hidden_size"), heads = c.Size("num_attention_heads"), vocabulary = c.Vocabulary(), padding = c.Id("pad_token_id", isRoberta ? 1 : 0);
        f.Divides("num_attention_heads", heads, "hidden_size", width);
        double epsilon = c.Epsilon("layer_norm_eps", 1e-12);
        if (c.Text("position_embedding_type") is { } positions and not "absolute")
        {
            throw new ConfigFault(ErrorId.ConfigUnknown, $"{c.File}: position_embedding_type \"{JsonValue.Clip(positions)}\" is not known; this is: absolute");
        }

        c.Require("is_decoder", false);
        c.Require("add_cross_attention", false);
        int types = c.Size("type_vocab_size", 2);
        if (types > 2)
        {
            throw c.Unknown("type_vocab_size", c.Find("type_vocab_size")!, "at most 2 are known");
        }

        int skipped = isRoberta ? padding + 1 : 0, rows = c.Size("max_position_embeddings");
        if (padding >= vocabulary || rows <= skipped)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{c.File}: pad_token_id {padding} must be below vocab_size {vocabulary}{(isRoberta ? $", and leave positions of the {rows}" : "")}");
        }

        var names = new EncoderNames("attention.{self.query,self.key,self.value,output.dense}", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm");
        LayerSpec Activation() => f.Activation("hidden_act", c.Text("hidden_act") ?? "gelu");
        BlockSpec[] blocks = names.Blocks(f, heads, width, c.Size("intermediate_size"), epsilon, Activation());
        ModelHead head = ModelHead.Read(f);
        f.Tied(head);
        LayerSpec?[] layers =
        [
            f.Layer("Tokens", [Of("Vocabulary", vocabulary), f.Context(rows - skipped, hasTable: true), Of("Padding", padding), .. types == 2 ? new[] { Of("Segments", true) } : []]),
            f.Layer("Embedding", [Of("width", width), Name("TokenEmbedding"), File(f.Type + ".embeddings.{word_embeddings,token_type_embeddings}"), .. types == 1 ? new[] { Of("Segment", true) } : [], f.Initial]),
            f.Layer("PositionEmbedding", [Name("PositionEmbedding"), File(f.Type + ".embeddings.position_embeddings"), .. skipped > 0 ? new[] { Of("Offset", skipped) } : [], f.Initial]),
            f.Layer("LayerNorm", Name("EmbeddingNorm"), File(f.Type + ".embeddings.LayerNorm"), Of("Epsilon", epsilon)),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("num_hidden_layers")), Name("Layers"), File(f.Type + ".encoder.layer")),
            .. EncoderHead.Layers(f, head, width, vocabulary, epsilon, Activation()),
        ];
        return new(layers, blocks, EncoderHead.PassedOver(f, head));
    }
}
