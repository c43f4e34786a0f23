using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>BART (Lewis et al. 2019, arXiv:1910.13461): an encoder, and a decoder that attends to it, both post-norm, over one table of tokens that is also the head.</summary>
internal static class BartFamily
{
    // Positions begin at row 2 of their tables.
    private const int Skipped = 2;

    // Not in its files.
    private const double Epsilon = 1e-5;

    public static Expansion Expand(Family f)
    {
        ConfigReader c = f.Config;
        int width = c.Size("d_model"), vocabulary = c.Vocabulary(), padding = c.Id("pad_token_id", 1), context = c.Size("max_position_embeddings");
        int encoderHeads = c.Size("encoder_attention_heads"), decoderHeads = c.Size("decoder_attention_heads");
        f.Divides("encoder_attention_heads", encoderHeads, "d_model", width);
        f.Divides("decoder_attention_heads", decoderHeads, "d_model", width);
        double scale = c.Truth("scale_embedding", false) ? System.Math.Sqrt(width) : 1;
        c.Require("normalize_before", false);
        c.Require("normalize_embedding", true);
        c.Require("add_final_layer_norm", false);
        c.Require("add_bias_logits", false);
        c.Require("is_encoder_decoder", true);
        c.Require("static_position_embeddings", false);
        c.Only("extra_pos_embeddings", Skipped);
        c.Same("hidden_size", "d_model");
        c.Same("num_attention_heads", "encoder_attention_heads");
        c.Skip("num_hidden_layers"); // the encoder's again
        LayerSpec Activation() => f.Activation("activation_function", c.Text("activation_function") ?? "gelu");
        if (padding >= vocabulary)
        {
            throw new ConfigFault(ErrorId.ConfigWrong, $"{c.File}: pad_token_id {padding} must be below vocab_size {vocabulary}");
        }

        ModelHead head = ModelHead.Read(f);
        if (!head.IsLanguage && head.Kind != "None")
        {
            throw new ConfigFault(ErrorId.MisplacedHead, $"Head.{head.Kind} of an encoder-decoder is not known; these are: Head.Language, Head.None", f.Attribute.Has("Head") ? "Head" : "config");
        }

        f.Tied(head);

        ArgumentSpec positions = f.Context(context, hasTable: true);
        var steps = new GraphWriter(f);
        LayerSpec[] Embed(string side) =>
        [
            f.Layer("PositionEmbedding", Name(side + "Positions"), File($"model.{side.ToLowerInvariant()}.embed_positions"), Of("Offset", Skipped), f.Initial),
            f.Layer("LayerNorm", Name(side + "Norm"), File($"model.{side.ToLowerInvariant()}.layernorm_embedding"), Of("Epsilon", Epsilon)),
        ];
        LayerSpec table = f.Layer("Embedding", [Of("width", width), Name("TokenEmbedding"), File("model.shared"), f.Initial, .. scale == 1 ? new ArgumentSpec[0] : [Of("Scale", scale)]]);
        (int source, int target) = steps.Shared(table, 0, 1);
        int memory = steps.Run(steps.Run(source, [.. Embed("Encoder"), f.Dropout]), [f.Writer.Use("Repeat", "EncoderLayer", Of("count", c.Size("encoder_layers")), Name("EncoderLayers"), File("model.encoder.layers"))]);
        int state = steps.Run(target, [.. Embed("Decoder"), f.Dropout]);
        state = steps.Step(f.Writer.Use("Repeat", "DecoderLayer", Of("count", c.Size("decoder_layers")), Name("DecoderLayers"), File("model.decoder.layers")), state, memory);
        int result = !head.IsLanguage ? state : steps.Run(state,
        [
            f.Layer("Linear", Of("outFeatures", vocabulary), Of("Bias", true), Name("Head"), File("final_logits_bias"), Of("BiasName", ""), Of("TiedTo", "TokenEmbedding"), Of("Init", "Zeros")),
        ]);
        GraphSpec graph = steps.Graph(
            result,
            ("ids", f.Layer("Tokens", Of("Vocabulary", vocabulary), positions, Of("Padding", padding))),
            ("decoderIds", f.Layer("Tokens", Of("Vocabulary", vocabulary), positions)));
        return new([.. head.LossOf(f)], [Encoder(f, encoderHeads, width, c.Size("encoder_ffn_dim"), Activation()), Decoder(f, decoderHeads, width, c.Size("decoder_ffn_dim"), Activation())], ["lm_head.", "model.encoder.embed_tokens.", "model.decoder.embed_tokens.", "classification_head.", .. head.IsLanguage ? [] : new[] { "final_logits_bias" }]) { Graph = graph };
    }

    private static BlockSpec Encoder(Family f, int heads, int width, int hidden, LayerSpec activation)
    {
        var steps = new BlockSteps(f);
        int attended = steps.Add(0, steps.Run(0, Attention(f, heads, false), f.Dropout));
        int x = steps.Run(attended, Norm(f, "self_attn_layer_norm", "AttendNorm"));
        return steps.Block("EncoderLayer", Think(f, steps, x, width, hidden, activation));
    }

    private static BlockSpec Decoder(Family f, int heads, int width, int hidden, LayerSpec activation)
    {
        var steps = new BlockSteps(f, "x", "memory");
        int x = steps.Run(steps.Add(0, steps.Run(0, Attention(f, heads, true), f.Dropout)), Norm(f, "self_attn_layer_norm", "AttendNorm"));
        LayerSpec cross = f.Layer("CrossAttention", Of("Heads", heads), Of("Dropout", f.Rate), Name("CrossAttention"), File("encoder_attn.{q_proj,k_proj,v_proj,out_proj}"), f.Initial);
        x = steps.Run(steps.Add(x, steps.Run(steps.Step(cross, x, 1), f.Dropout)), Norm(f, "encoder_attn_layer_norm", "CrossNorm"));
        return steps.Block("DecoderLayer", Think(f, steps, x, width, hidden, activation));
    }

    private static int Think(Family f, BlockSteps steps, int x, int width, int hidden, LayerSpec activation)
    {
        int thought = steps.Run(
            x,
            f.Layer("Linear", Of("outFeatures", hidden), Name("Up"), File("fc1"), f.Initial),
            activation,
            f.Layer("Linear", Of("outFeatures", width), Name("Down"), File("fc2"), f.Initial),
            f.Dropout);
        return steps.Run(steps.Add(x, thought), Norm(f, "final_layer_norm", "ThinkNorm"));
    }

    private static List<LayerSpec> Attention(Family f, int heads, bool causal) =>
        [f.Layer("SelfAttention", Of("Heads", heads), Of("Causal", causal), Of("Dropout", f.Rate), Name("Attention"), File("self_attn.{q_proj,k_proj,v_proj,out_proj}"), f.Initial)];

    private static LayerSpec Norm(Family f, string file, string name) => f.Layer("LayerNorm", Name(name), File(file), Of("Epsilon", Epsilon));
}
