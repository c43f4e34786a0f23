using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>MPNet (Song et al. 2020, arXiv:2004.09297) and its sentence encoders: RoBERTa's form, and in all layers one table by the way from a query to a key that is added to scores.</summary>
internal static class MpnetFamily
{
    /// <summary>All that files of the family have: what runs them computes with this number and not with the field's.</summary>
    private const int Buckets = 32;

    /// <summary>The padding's id and the first row of positions that is none's; not in its files.</summary>
    private const int Padding = 1;

    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("hidden_size"), heads = c.Size("num_attention_heads"), vocabulary = c.Vocabulary(), rows = c.Size("max_position_embeddings");
        f.Divides("num_attention_heads", heads, "hidden_size", width);
        double epsilon = c.Epsilon("layer_norm_eps", 1e-12);
        c.Only("relative_attention_num_buckets", Buckets);
        c.Only("pad_token_id", Padding);
        if (vocabulary <= Padding || rows <= Padding + 1)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{c.File}: vocab_size {LayerText.Number(vocabulary)} and max_position_embeddings {LayerText.Number(rows)} must leave rows behind the padding's id, {Padding}");
        }

        LayerSpec Activation() => f.Activation("hidden_act", c.Text("hidden_act") ?? "gelu");
        BlockSpec layer = Layer(f, heads, width, c.Size("intermediate_size"), epsilon, Activation());
        ModelHead head = ModelHead.Read(f);
        f.Tied(head);
        var steps = new GraphWriter(f, 1);
        int x = steps.Run(0,
        [
            f.Layer("Embedding", Of("width", width), Name("TokenEmbedding"), File("mpnet.embeddings.word_embeddings"), f.Initial),
            f.Layer("PositionEmbedding", Name("PositionEmbedding"), File("mpnet.embeddings.position_embeddings"), Of("Offset", Padding + 1), f.Initial),
            f.Layer("LayerNorm", Name("EmbeddingNorm"), File("mpnet.embeddings.LayerNorm"), Of("Epsilon", epsilon)),
            f.Dropout,
        ]);
        int ways = steps.Step(f.Layer("RelativeBias", Of("Heads", heads), Of("Buckets", Buckets), Name("RelativeBias"), File("mpnet.encoder.relative_attention_bias"), f.Initial), x);
        x = steps.Step(f.Writer.Use("Repeat", "Layer", Of("count", c.Size("num_hidden_layers")), Name("Layers"), File("mpnet.encoder.layer")), x, ways);
        LayerSpec[] all = [.. EncoderHead.Layers(f, head, width, vocabulary, epsilon, Activation()).OfType<LayerSpec>()], loss = [.. all.Where(Roles.IsHead)];
        x = steps.Run(x, all.Where(each => !Roles.IsHead(each)));
        GraphSpec graph = steps.Graph(x, ("ids", f.Layer("Tokens", Of("Vocabulary", vocabulary), f.Context(rows - Padding - 1, hasTable: true), Of("Padding", Padding))));
        return new(loss, [layer], EncoderHead.PassedOver(f, head)) { Graph = graph };
    }

    private static BlockSpec Layer(Family f, int heads, int width, int hidden, double epsilon, LayerSpec activation)
    {
        var steps = new BlockSteps(f, "x", "ways");
        LayerSpec Norm(string name, string file) => f.Layer("LayerNorm", Name(name), File(file), Of("Epsilon", epsilon));
        int attended = steps.Step(f.Layer("SelfAttention", Of("Heads", heads), Of("Dropout", f.Rate), Name("Attention"), File("attention.attn.{q,k,v,o}"), f.Initial), 0, 1);
        int x = steps.Run(steps.Add(0, steps.Run(attended, f.Dropout)), Norm("AttendNorm", "attention.LayerNorm"));
        int thought = steps.Run(
            x,
            f.Layer("Linear", Of("outFeatures", hidden), Name("Up"), File("intermediate.dense"), f.Initial),
            activation,
            f.Layer("Linear", Of("outFeatures", width), Name("Down"), File("output.dense"), f.Initial),
            f.Dropout);
        return steps.Block("Layer", steps.Run(steps.Add(x, thought), Norm("ThinkNorm", "output.LayerNorm")));
    }
}
