using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>DistilBERT (Sanh et al. 2019, arXiv:1910.01108): BERT's layers under names of their own, without segments and pooler.</summary>
internal static class DistilBertFamily
{
    // Not in its files.
    private const double Epsilon = 1e-12;

    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("dim"), heads = c.Size("n_heads"), vocabulary = c.Vocabulary(), padding = c.Id("pad_token_id", 0);
        f.Divides("n_heads", heads, "dim", width);
        if (padding >= vocabulary)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{c.File}: pad_token_id {padding} must be below vocab_size {vocabulary}");
        }

        c.Same("hidden_size", "dim");
        c.Same("num_attention_heads", "n_heads");
        c.Same("num_hidden_layers", "n_layers");
        c.Skip("sinusoidal_pos_embds"); // only how the table of positions began
        var names = new EncoderNames("attention.{q_lin,k_lin,v_lin,out_lin}", "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm");
        LayerSpec Activation() => f.Activation("activation", c.Text("activation") ?? "gelu");
        BlockSpec[] blocks = names.Blocks(f, heads, width, c.Size("hidden_dim"), Epsilon, Activation());
        ModelHead head = ModelHead.Read(f);
        f.Tied(head);
        LayerSpec?[] layers =
        [
            f.Layer("Tokens", Of("Vocabulary", vocabulary), f.Context(c.Size("max_position_embeddings"), hasTable: true), Of("Padding", padding)),
            f.Layer("Embedding", Of("width", width), Name("TokenEmbedding"), File("distilbert.embeddings.word_embeddings"), f.Initial),
            f.Layer("PositionEmbedding", Name("PositionEmbedding"), File("distilbert.embeddings.position_embeddings"), f.Initial),
            f.Layer("LayerNorm", Name("EmbeddingNorm"), File("distilbert.embeddings.LayerNorm"), Of("Epsilon", Epsilon)),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("n_layers")), Name("Layers"), File("distilbert.transformer.layer")),
            .. EncoderHead.Layers(f, head, width, vocabulary, Epsilon, Activation()),
        ];
        return new(layers, blocks, EncoderHead.PassedOver(f, head));
    }
}
