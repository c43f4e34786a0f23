using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Weights.Gguf;

/// <summary>Names of tensors in GGUF files and in Hugging Face checkpoints, of the families that are llama with little beside it.</summary>
/// <remarks>github.com/ggml-org/llama.cpp, gguf-py/gguf/tensor_mapping.py.</remarks>
internal static class GgufNames
{
    private const string Layer = "blk.", PublishedLayer = "model.layers.";

    /// <summary>What their files need beside names: others keep the names that they have.</summary>
    public static IReadOnlyList<string> Architectures { get; } = ["llama", "qwen2", "qwen3", "gemma", "phi3"];

    /// <summary>Tensors that say what the configuration says.</summary>
    public const string Frequencies = "rope_freqs.weight";

    private static readonly (string Gguf, string Published)[] s_whole = [("token_embd", "model.embed_tokens"), ("output_norm", "model.norm"), ("output", "lm_head")];

    private static readonly (string Gguf, string Published)[] s_layers =
    [
        ("attn_norm", "input_layernorm"), ("attn_q", "self_attn.q_proj"), ("attn_k", "self_attn.k_proj"), ("attn_v", "self_attn.v_proj"), ("attn_qkv", "self_attn.qkv_proj"), ("attn_output", "self_attn.o_proj"),
        ("attn_q_norm", "self_attn.q_norm"), ("attn_k_norm", "self_attn.k_norm"), ("ffn_norm", "post_attention_layernorm"), ("ffn_gate", "mlp.gate_proj"), ("ffn_up", "mlp.up_proj"), ("ffn_down", "mlp.down_proj"),
    ];

    public static string Published(string name, string architecture) => Map(name, architecture, Layer, PublishedLayer, pair => pair.Gguf, pair => pair.Published);

    public static string Of(string published, string architecture) => Map(published, architecture, PublishedLayer, Layer, pair => pair.Published, pair => pair.Gguf);

    /// <summary>Rows of llama's queries and keys stand in pairs (i, i + half) side by side in a GGUF file.</summary>
    public static bool ArePaired(string published, string architecture) =>
        architecture == "llama" && (published.Contains(".self_attn.q_proj.", StringComparison.Ordinal) || published.Contains(".self_attn.k_proj.", StringComparison.Ordinal));

    /// <summary>Gemma's gains are whole in a GGUF file and less 1 in a checkpoint.</summary>
    public static float Offset(string published, string architecture) => architecture == "gemma" && published.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0;

    private static string Map(string name, string architecture, string layer, string otherLayer, Func<(string Gguf, string Published), string> from, Func<(string Gguf, string Published), string> to)
    {
        if (!Architectures.Contains(architecture)) return name;
        int dot = name.LastIndexOf('.');
        if (dot < 0) return name;
        (string stem, string leaf) = (name[..dot], name[dot..]);
        if (!stem.StartsWith(layer, StringComparison.Ordinal)) return s_whole.FirstOrDefault(pair => from(pair) == stem) is { Item1: not null } whole ? to(whole) + leaf : name;
        int end = stem.IndexOf('.', layer.Length);
        if (end < 0) return name;
        string part = stem[(end + 1)..];
        if (architecture == "phi3" && part is "ffn_up" or "mlp.gate_up_proj") return otherLayer + stem[layer.Length..end] + (part == "ffn_up" ? ".mlp.gate_up_proj" : ".ffn_up") + leaf;
        return s_layers.FirstOrDefault(pair => from(pair) == part) is { Item1: not null } found ? otherLayer + stem[layer.Length..end] + "." + to(found) + leaf : name;
    }
}
