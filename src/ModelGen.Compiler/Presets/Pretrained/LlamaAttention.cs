using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>The attention of Llama's relatives: one form for all layers, or one with a window and one without.</summary>
internal sealed class LlamaAttention
{
    private readonly Family _family;
    private readonly List<ArgumentSpec> _arguments;
    private readonly ArgumentSpec[] _rotary, _localRotary;
    private readonly bool _hasLocalRotary;

    /// <param name="context">The longest sequence of the model.</param>
    public LlamaAttention(Family f, bool isFused, long context)
    {
        _family = f;
        ConfigReader c = f.Config;
        int width = c.Size("hidden_size"), heads = c.Size("num_attention_heads"), keyValue = c.Size("num_key_value_heads", c.IsAbsent("num_key_value_heads") ? Math.Min(UsualKeyValueHeads(f.Type), heads) : heads);
        f.Divides("num_key_value_heads", keyValue, "num_attention_heads", heads);
        bool isGemma = f.Type is "gemma" or "gemma2" or "gemma3_text";
        if (c.Find("head_dim") is null && !isGemma && !(f.Type == "qwen3" && c.IsAbsent("head_dim")))
        {
            f.Divides("num_attention_heads", heads, "hidden_size", width);
        }

        int size = c.Size("head_dim", isGemma ? 256 : f.Type == "qwen3" && c.IsAbsent("head_dim") ? 128 : width / heads);
        bool bias = c.Truth("attention_bias", f.Type == "qwen2"), outputBias = bias && f.Type != "qwen2", hasNorms = f.Type is "qwen3" or "gemma3_text";
        string maps = isFused ? "qkv_proj,o_proj" : "q_proj,k_proj,v_proj,o_proj";
        _arguments = [Of("Heads", heads), Of("KvHeads", keyValue), Of("Causal", true), Of("Bias", bias), Of("Dropout", f.Rate)];
        _arguments.AddRange((long)size * heads == width ? [] : [Of("HeadSize", size)]);
        _arguments.AddRange(bias == outputBias ? [] : [Of("OutputBias", outputBias)]);
        _arguments.AddRange(hasNorms ? [Of("QueryKeyNorm", true), Of("NormEpsilon", c.Epsilon("rms_norm_eps", 1e-6)), .. isGemma ? new[] { Of("NormOffset", 1.0) } : []] : []);
        _arguments.AddRange(DecoderHead.Cap(f, "attn_logit_softcapping", 50) is > 0 and var cap ? [Of("SoftCap", cap)] : []);
        _arguments.AddRange([Flat, File("self_attn.{" + maps + (hasNorms ? ",q_norm,k_norm" : "") + "}"), f.Initial]);

        _hasLocalRotary = f.Type == "gemma3_text";
        ConfigReader? both = c.Object("rope_parameters"), full = _hasLocalRotary && both?.Find("full_attention") is not null ? both.Object("full_attention") : both ?? c.Object("rope_scaling");
        double scale = isGemma ? Scale(c, size, f.Type) : 1;
        _rotary = Scaled(RopeScaling.Read(c, full, size, context, usualBase: _hasLocalRotary ? 1e6 : 1e4), scale);
        _localRotary = _hasLocalRotary ? Scaled(RopeScaling.Read(c, both?.Object("sliding_attention"), size, context, "rope_local_base_freq"), scale) : _rotary;
        if (both is not null && full?.File != both.File)
        {
            both.Finish([]);
        }

        c.Skip("original_max_position_embeddings"); // of longrope
    }

    /// <summary>What of a layer's kind makes a difference.</summary>
    public (int Window, bool IsLocal) Seen((int Window, bool IsLocal) kind) => _hasLocalRotary || kind.Window > 0 ? kind : (0, false);

    public LayerSpec Layer(int window, bool isLocal) =>
        _family.Layer("SelfAttention", [.. _arguments, .. isLocal ? _localRotary : _rotary, .. window > 0 ? new[] { Of("Window", window) } : []]);

    // Scores are divided by the root of another number than the size: queries and keys each bring half of the difference as they turn.
    private static double Scale(ConfigReader c, int size, string type) => type == "gemma" ? 1
        : c.Real("query_pre_attn_scalar", 256) is > 0 and < 1e9 and var scalar ? Math.Pow(size / scalar, 0.25)
        : throw c.Wrong("query_pre_attn_scalar", c.Find("query_pre_attn_scalar")!, "must be a number above 0");

    // Of a file without the field; null is as many as there are heads.
    private static int UsualKeyValueHeads(string type) => type switch
    {
        "mistral" => 8,
        "qwen2" or "qwen3" => 32,
        "gemma" => 16,
        "gemma2" or "gemma3_text" => 4,
        _ => int.MaxValue,
    };

    private static ArgumentSpec[] Scaled(IEnumerable<ArgumentSpec> rotary, double scale)
    {
        ArgumentSpec[] arguments = [.. rotary];
        if (scale == 1)
        {
            return arguments;
        }

        if (arguments.Any(argument => argument.Name == "RotarySize"))
        {
            throw new ConfigFault(ErrorId.ConfigUnknown, "query_pre_attn_scalar beside partial_rotary_factor is not known");
        }

        double own = arguments.FirstOrDefault(argument => argument.Name == "RotaryMagnitude")?.Real ?? 1;
        return [.. arguments.Where(argument => argument.Name != "RotaryMagnitude"), Of("RotaryMagnitude", own * scale)];
    }
}
