using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The vision transformer (Dosovitskiy et al. 2020, arXiv:2010.11929), with the names of Hugging Face's checkpoints: pre-norm, a learned first step, positions of one image size.</summary>
internal static class VitFamily
{
    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("hidden_size"), heads = c.Size("num_attention_heads"), image = c.Size("image_size"), patch = c.Size("patch_size");
        f.Divides("num_attention_heads", heads, "hidden_size", width);
        f.Divides("patch_size", patch, "image_size", image);
        double epsilon = c.Epsilon("layer_norm_eps", 1e-12);
        c.Skip("encoder_stride", "pooler_output_size", "pooler_act"); // of heads that are not read
        BlockSpec attend = f.Writer.Block(
            "Attend",
            f.Layer("LayerNorm", Name("Norm"), File("layernorm_before"), Of("Epsilon", epsilon)),
            f.Layer("SelfAttention", Of("Heads", heads), Of("Bias", c.Truth("qkv_bias", true)), Of("OutputBias", true), Of("Dropout", f.Rate), Flat, File("attention.{attention.query,attention.key,attention.value,output.dense}"), f.Initial),
            f.Dropout);
        BlockSpec think = f.Writer.Block(
            "Think",
            f.Layer("LayerNorm", Name("Norm"), File("layernorm_after"), Of("Epsilon", epsilon)),
            f.Layer("Linear", Of("outFeatures", c.Size("intermediate_size")), Name("Up"), File("intermediate.dense"), f.Initial),
            f.Activation("hidden_act", c.Text("hidden_act") ?? "gelu"),
            f.Layer("Linear", Of("outFeatures", width), Name("Down"), File("output.dense"), f.Initial),
            f.Dropout);
        BlockSpec layer = f.Writer.Block("Layer", f.Writer.Use("Residual", "Attend", Name("Attend"), File("")), f.Writer.Use("Residual", "Think", Name("Think"), File("")));

        ModelHead head = ModelHead.Read(f);
        f.Tied(head);
        LayerSpec?[] layers =
        [
            f.Layer("Input", Of("sizes", new long[] { c.Size("num_channels", 3), image, image })),
            f.Layer("Conv2d", Of("channels", width), Of("Kernel", patch), Of("Stride", patch), Name("Patches"), File("vit.embeddings.patch_embeddings.projection")),
            f.Layer("ImageTokens", Name("Tokens"), File("vit.embeddings.{cls_token,position_embeddings}"), f.Initial),
            f.Dropout,
            f.Writer.Use("Repeat", "Layer", Of("count", c.Size("num_hidden_layers")), Name("Layers"), File("vit.encoder.layer")),
            f.Layer("LayerNorm", Name("Norm"), File("vit.layernorm"), Of("Epsilon", epsilon)),
            .. head.Kind switch
            {
                "Classes" => [f.Layer("TakeFirst"), f.Layer("Linear", Of("outFeatures", head.Classes), Name("Classifier"), File("classifier"), f.Initial), .. head.LossOf(f)],
                "Embedding" => f.Sentence,
                "Language" => throw new ConfigFault(Errors.ErrorId.MisplacedHead, "Head.Language is of texts: a vision transformer has Head.Classes, Head.Embedding or Head.None", "Head"),
                _ => System.Array.Empty<LayerSpec>(),
            },
        ];
        return new(layers, [layer, attend, think], head.IsClasses ? ["pooler.", "vit.pooler."] : ["classifier.", "pooler.", "vit.pooler."]);
    }
}
