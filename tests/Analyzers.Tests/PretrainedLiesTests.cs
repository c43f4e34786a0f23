using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>
/// What a stranger would try: files of published models that contradict themselves, are another file, or were edited by somebody who meant well. One error each, at the attribute or at the layer that disagrees, that says what
/// to do; and no model at all.
/// </summary>
public class PretrainedLiesTests
{
    private static readonly Dictionary<string, string> s_configs = new()
    {
        ["llama"] = """{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": 67, "hidden_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 64}""",
        ["mistral"] = """{"model_type": "mistral", "architectures": ["MistralForCausalLM"], "vocab_size": 67, "hidden_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 54, "max_position_embeddings": 64, "sliding_window": 8}""",
        ["gemma2"] = """{"model_type": "gemma2", "architectures": ["Gemma2ForCausalLM"], "vocab_size": 61, "hidden_size": 24, "intermediate_size": 40, "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 64, "num_hidden_layers": 4, "head_dim": 8, "query_pre_attn_scalar": 20, "sliding_window": 5, "attn_logit_softcapping": 3.0, "final_logit_softcapping": 2.0}""",
        ["phi3"] = """{"model_type": "phi3", "architectures": ["Phi3ForCausalLM"], "vocab_size": 61, "hidden_size": 32, "intermediate_size": 40, "num_attention_heads": 4, "num_hidden_layers": 2, "max_position_embeddings": 64, "original_max_position_embeddings": 16}""",
        ["gpt2"] = """{"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_embd": 32, "n_head": 4, "n_layer": 2, "n_positions": 64, "vocab_size": 50}""",
        ["gpt_neox"] = """{"model_type": "gpt_neox", "architectures": ["GPTNeoXForCausalLM"], "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 64, "vocab_size": 50, "rotary_pct": 0.5}""",
        ["bert"] = """{"model_type": "bert", "architectures": ["BertForSequenceClassification"], "vocab_size": 57, "hidden_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 14, "id2label": {"0": "a", "1": "b"}}""",
        ["roberta"] = """{"model_type": "roberta", "architectures": ["RobertaModel"], "vocab_size": 57, "hidden_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 14, "type_vocab_size": 1, "pad_token_id": 1}""",
        ["mpnet"] = """{"model_type": "mpnet", "architectures": ["MPNetForMaskedLM"], "vocab_size": 57, "hidden_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 14, "relative_attention_num_buckets": 32, "pad_token_id": 1}""",
        ["nomic"] = """{"model_type": "nomic_bert", "architectures": ["NomicBertModel"], "vocab_size": 57, "n_embd": 24, "n_head": 3, "n_layer": 2, "n_inner": 40, "n_positions": 64, "activation_function": "swiglu", "rotary_emb_fraction": 1.0, "rotary_emb_base": 1000, "qkv_proj_bias": false, "mlp_fc1_bias": false, "mlp_fc2_bias": false}""",
        ["vit"] = """{"model_type": "vit", "architectures": ["ViTModel"], "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64, "image_size": 32, "patch_size": 8, "num_channels": 3}""",
        ["resnet"] = """{"model_type": "resnet", "architectures": ["ResNetModel"], "depths": [1, 2], "hidden_sizes": [16, 32], "embedding_size": 8, "layer_type": "basic"}""",
        ["bart"] = """{"model_type": "bart", "architectures": ["BartForConditionalGeneration"], "vocab_size": 51, "d_model": 24, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 3, "decoder_attention_heads": 4, "encoder_ffn_dim": 40, "decoder_ffn_dim": 44, "max_position_embeddings": 20, "pad_token_id": 1, "scale_embedding": true}""",
    };

    public static TheoryData<string> Families => [.. s_configs.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task AsTheyAreTheySayNothing(string family) => Assert.Empty(await Find(s_configs[family], family is "nomic" ? ", Head = Head.None" : ""));

    /// <summary>Another file of the same folder, or no file of the kind.</summary>
    [Theory]
    [InlineData("""{"peft_type": "LORA", "base_model_name_or_path": "x", "r": 8, "lora_alpha": 16, "target_modules": ["q_proj"]}""", "MGEN6006", "is an adapter: name the config.json of the model that it is for, and read the adapter with Lora.Load")]
    [InlineData("""{"metadata": {"total_size": 9}, "weight_map": {"a": "model-00001-of-00002.safetensors"}}""", "MGEN6006", "is the index of weight files: name the config.json beside it")]
    [InlineData("""{"version": "1.0", "added_tokens": [], "model": {"type": "BPE"}}""", "MGEN6006", "is a tokenizer: name the config.json beside it")]
    [InlineData("""{"tokenizer_class": "LlamaTokenizer", "model_max_length": 2048}""", "MGEN6006", "is the configuration of a tokenizer: name the config.json beside it")]
    [InlineData("""{"_from_model_config": true, "bos_token_id": 1, "eos_token_id": 2}""", "MGEN6006", "says how texts are generated: name the config.json beside it")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": 224}""", "MGEN6006", "says how pictures are prepared: name the config.json beside it")]
    [InlineData("""{"word_embedding_dimension": 384, "pooling_mode_mean_tokens": true}""", "MGEN6006", "says how a sentence encoder pools: name the config.json of the folder above it")]
    [InlineData("""{"model_type": "gemma3", "text_config": {"model_type": "gemma3_text"}, "vision_config": {}}""", "MGEN6006", "model_type \"gemma3\" is not known; these are: bart")]
    [InlineData("""[{"idx": 0, "type": "sentence_transformers.models.Transformer"}]""", "MGEN6005", "is no configuration: it is not an object")]
    [InlineData("""version https://git-lfs.github.com/spec/v1 oid sha256:4d7a size 614""", "MGEN6005", "is no configuration: a value is neither")]
    [InlineData("<!DOCTYPE html><html>Access to this model is restricted</html>", "MGEN6005", "is no configuration: a value is neither")]
    [InlineData("{'model_type': 'llama'}", "MGEN6005", "a name in quotes is missing")]
    [InlineData("""{"model_type": "llama", "hidden_size": 40,}""", "MGEN6005", "a name in quotes is missing")]
    [InlineData("""{"model_type": "llama" /* ours */}""", "MGEN6005", "'}' is missing")]
    [InlineData("""{"model_type": "llama", "hidden_size": 0x28}""", "MGEN6005", "a value is neither")]
    [InlineData("""{"model_type": "llama"} {"model_type": "llama"}""", "MGEN6005", "something follows its end")]
    [InlineData("""{"model_type": ["llama"]}""", "MGEN6007", "model_type must be a text, not a list")]
    [InlineData("""{"model_type": ""}""", "MGEN6006", "model_type \"\" is not known")]
    [InlineData("""{"model_type": "LLAMA"}""", "MGEN6006", "model_type \"LLAMA\" is not known")]
    public Task OtherFiles(string text, string id, string message) => One(text, "", id, message);

    /// <summary>Numbers that cannot be, alone or beside each other.</summary>
    [Theory]
    [InlineData("llama", "\"hidden_size\": 40", "\"hidden_size\": 40.0", "hidden_size must be a whole number")]
    [InlineData("llama", "\"hidden_size\": 40", "\"hidden_size\": NaN", "hidden_size must be a whole number")]
    [InlineData("llama", "\"hidden_size\": 40", "\"hidden_size\": {\"value\": 40}", "hidden_size must be a whole number from 1 to 2147483647, not an object")]
    [InlineData("llama", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1000000000", "num_hidden_layers must be at most 1024")]
    [InlineData("llama", "\"vocab_size\": 67", "\"vocab_size\": 2147483647", "vocab_size must be at most 1073741824")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"num_key_value_heads\": 8", "num_attention_heads 4 is not divisible by num_key_value_heads 8")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"head_dim\": 0", "head_dim must be a whole number from 1")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 8", "must be even and not empty")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"rope_scaling\": {\"rope_type\": \"linear\", \"type\": \"dynamic\", \"factor\": 2.0}", "type is \"dynamic\" and rope_type \"linear\"")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"rope_theta\": 10000.0, \"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 500000.0}", "rope_theta must be that of config.json, rope_parameters, 500000, not 10000")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8.0, \"low_freq_factor\": 4.0, \"high_freq_factor\": 1.0, \"original_max_position_embeddings\": 32}", "high_freq_factor 1 must be above low_freq_factor 4")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": \"8\", \"low_freq_factor\": 1.0, \"high_freq_factor\": 4.0, \"original_max_position_embeddings\": 32}", "factor must be a number, not \"8\"")]
    [InlineData("mistral", "\"sliding_window\": 8", "\"sliding_window\": 0", "sliding_window must be a whole number from 1")]
    [InlineData("mistral", "\"sliding_window\": 8", "\"sliding_window\": \"8\"", "sliding_window must be a whole number")]
    [InlineData("gemma2", "\"query_pre_attn_scalar\": 20", "\"query_pre_attn_scalar\": 0", "query_pre_attn_scalar must be a number above 0")]
    [InlineData("gemma2", "\"query_pre_attn_scalar\": 20", "\"query_pre_attn_scalar\": -256", "query_pre_attn_scalar must be a number above 0")]
    [InlineData("gemma2", "\"attn_logit_softcapping\": 3.0", "\"attn_logit_softcapping\": 0", "attn_logit_softcapping must be a number above 0")]
    [InlineData("gemma2", "\"final_logit_softcapping\": 2.0", "\"final_logit_softcapping\": -30.0", "final_logit_softcapping must be a number above 0")]
    [InlineData("gemma2", "\"sliding_window\": 5", "\"sliding_window\": 5, \"layer_types\": [\"full_attention\", \"sliding_attention\"]", "layer_types names 2 layers, and num_hidden_layers is 4")]
    [InlineData("phi3", "\"original_max_position_embeddings\": 16", "\"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 1, 1, 1], \"long_factor\": [1, 1, 1, 1]}", "has no original_max_position_embeddings")]
    [InlineData("gpt2", "\"n_embd\": 32", "\"n_embd\": 2147483644", "has no n_inner, and four times the width 2147483644 is too large")]
    [InlineData("gpt2", "\"n_head\": 4", "\"n_head\": 5", "n_embd 32 is not divisible by n_head 5")]
    [InlineData("gpt2", "\"n_embd\": 32", "\"n_embd\": 32, \"layer_norm_epsilon\": 0", "layer_norm_epsilon must be a number above 0")]
    [InlineData("gpt_neox", "\"rotary_pct\": 0.5", "\"rotary_pct\": 0", "rotary positions turn pairs")]
    [InlineData("gpt_neox", "\"rotary_pct\": 0.5", "\"rotary_pct\": 0.2", "must be even and not empty: 0.2 of 16 is 3")]
    [InlineData("gpt_neox", "\"rotary_pct\": 0.5", "\"rotary_pct\": 0.5, \"use_parallel_residual\": \"yes\"", "use_parallel_residual must be true or false")]
    [InlineData("bert", "\"id2label\": {\"0\": \"a\", \"1\": \"b\"}", "\"id2label\": [\"a\", \"b\"]", "id2label must be an object, not a list")]
    [InlineData("bert", "\"id2label\": {\"0\": \"a\", \"1\": \"b\"}", "\"num_labels\": 0", "num_labels must be a whole number from 1")]
    [InlineData("roberta", "\"max_position_embeddings\": 14", "\"max_position_embeddings\": 2", "and leave positions of the 2")]
    [InlineData("roberta", "\"pad_token_id\": 1", "\"pad_token_id\": 57", "pad_token_id 57 must be below vocab_size 57")]
    [InlineData("mpnet", "\"max_position_embeddings\": 14", "\"max_position_embeddings\": 2", "must leave rows behind the padding's id")]
    [InlineData("nomic", "\"n_embd\": 24, \"n_head\": 3, \"n_layer\": 2, \"n_inner\": 40", "\"n_embd\": 2147483646, \"n_head\": 3, \"n_layer\": 2", "has no n_inner, and four times the width 2147483646 is too large")]
    [InlineData("vit", "\"patch_size\": 8", "\"patch_size\": 7", "image_size 32 is not divisible by patch_size 7")]
    [InlineData("vit", "\"image_size\": 32", "\"image_size\": [32, 32]", "image_size must be a whole number")]
    [InlineData("vit", "\"num_channels\": 3", "\"num_channels\": 0", "num_channels must be a whole number from 1")]
    [InlineData("resnet", "\"depths\": [1, 2]", "\"depths\": [1, 2, 3]", "depths")]
    [InlineData("resnet", "\"depths\": [1, 2]", "\"depths\": [1, 0]", "depths must be a list of whole numbers from 1")]
    [InlineData("resnet", "\"hidden_sizes\": [16, 32]", "\"hidden_sizes\": 32", "hidden_sizes must be a list of whole numbers")]
    [InlineData("bart", "\"decoder_attention_heads\": 4", "\"decoder_attention_heads\": 5", "d_model 24 is not divisible by decoder_attention_heads 5")]
    [InlineData("bart", "\"encoder_layers\": 2", "\"encoder_layers\": -2", "encoder_layers must be a whole number from 1")]
    public Task Wrong(string family, string before, string after, string message) => Lie(family, before, after, "MGEN6007", message);

    /// <summary>What may be right for others, and is not known.</summary>
    [Theory]
    [InlineData("llama", "LlamaForCausalLM", "MixtralForCausalLMWithExperts", "the head of \"MixtralForCausalLMWithExperts\" is not known")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"quantization_config\": {\"quant_method\": \"gptq\", \"bits\": 4}", "\"quantization_config\": an object")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"num_local_experts\": 8", "\"num_local_experts\": 8")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"rope_scaling\": {\"rope_type\": \"ntk\", \"factor\": 2.0}", "the rope type \"ntk\" is not known")]
    [InlineData("llama", "\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"rope_interleaved\": true", "rope_interleaved is true, and only false is known")]
    [InlineData("mistral", "\"sliding_window\": 8", "\"sliding_window\": 8, \"layer_types\": [\"chunked_attention\", \"full_attention\"]", "the layer type \"chunked_attention\" is not known")]
    [InlineData("gemma2", "\"sliding_window\": 5", "\"sliding_window\": 5, \"use_bidirectional_attention\": true", "use_bidirectional_attention is true, and only false is known")]
    [InlineData("gemma2", "\"sliding_window\": 5", "\"sliding_window\": 5, \"hidden_activation\": \"relu\"", "hidden_act \"relu\" is not known for a gate")]
    [InlineData("gpt2", "\"n_layer\": 2", "\"n_layer\": 2, \"scale_attn_by_inverse_layer_idx\": true", "scale_attn_by_inverse_layer_idx is true, and only false is known")]
    [InlineData("gpt2", "\"n_layer\": 2", "\"n_layer\": 2, \"activation_function\": \"quick_gelu\"", "activation_function \"quick_gelu\" is not known; these are: gelu")]
    [InlineData("bert", "\"id2label\"", "\"problem_type\": \"ranking\", \"id2label\"", "problem_type is \"ranking\", and these are known: single_label_classification, multi_label_classification, regression")]
    [InlineData("bert", "\"id2label\"", "\"position_embedding_type\": \"relative_key_query\", \"id2label\"", "position_embedding_type \"relative_key_query\" is not known")]
    [InlineData("mpnet", "\"relative_attention_num_buckets\": 32", "\"relative_attention_num_buckets\": 16", "relative_attention_num_buckets is 16, and only 32 is known")]
    [InlineData("mpnet", "\"pad_token_id\": 1", "\"pad_token_id\": 0", "pad_token_id is 0, and only 1 is known")]
    [InlineData("mpnet", "\"pad_token_id\": 1", "\"pad_token_id\": 1, \"type_vocab_size\": 2", "\"type_vocab_size\": 2")]
    [InlineData("nomic", "\"qkv_proj_bias\": false", "\"qkv_proj_bias\": true", "qkv_proj_bias is true, and only false is known")]
    [InlineData("resnet", "\"layer_type\": \"basic\"", "\"layer_type\": \"preactivation\"", "\"preactivation\" is not known; these are: basic, bottleneck")]
    [InlineData("bart", "\"scale_embedding\": true", "\"scale_embedding\": true, \"normalize_before\": true", "normalize_before is true, and only false is known")]
    [InlineData("vit", "\"num_channels\": 3", "\"num_channels\": 3, \"use_mask_token\": true", "\"use_mask_token\": true")]
    public Task NotKnown(string family, string before, string after, string message) => Lie(family, before, after, "MGEN6006", message);

    /// <summary>Sizes that each may be, and that together no machine holds: one error, at the attribute.</summary>
    [Theory]
    [InlineData("llama", "\"vocab_size\": 67, \"hidden_size\": 40", "\"vocab_size\": 1000000000, \"hidden_size\": 1000000")]
    [InlineData("llama", "\"intermediate_size\": 54", "\"intermediate_size\": 2147483647")]
    [InlineData("bert", "\"max_position_embeddings\": 14", "\"max_position_embeddings\": 2147483647")]
    [InlineData("mpnet", "\"max_position_embeddings\": 14", "\"max_position_embeddings\": 2147483647")]
    [InlineData("vit", "\"image_size\": 32, \"patch_size\": 8", "\"image_size\": 2147483640, \"patch_size\": 8")]
    [InlineData("bart", "\"decoder_ffn_dim\": 44", "\"decoder_ffn_dim\": 2147483647")]
    public async Task TooLargeTogether(string family, string before, string after)
    {
        Assert.Contains(before, s_configs[family], StringComparison.Ordinal);
        Diagnostic found = Assert.Single(await Find(s_configs[family].Replace(before, after, StringComparison.Ordinal), ""));
        Assert.StartsWith("MGEN", found.Id, StringComparison.Ordinal);
        Assert.NotEqual("MGEN9001", found.Id);
        Assert.Contains("\"m/config.json\"", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), StringComparison.Ordinal);
    }

    private const string Bias1 = "\"fc1.bias\": {\"dtype\": \"F32\", \"shape\": [24]}";

    private const string Fc1 = "\"fc1.weight\": {\"dtype\": \"F32\", \"shape\": [24, 20]}, " + Bias1;

    private const string Fc2 = "\"fc2.weight\": {\"dtype\": \"F32\", \"shape\": [5, 24]}, \"fc2.bias\": {\"dtype\": \"F32\", \"shape\": [5]}";

    private const string First = "Linear(24, Name = \"fc1\")", Whole = "Weights(\"net.safetensors\")";

    /// <summary>Weight files, as the build's copy of their headers shows them.</summary>
    [Theory]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"I8\", \"shape\": [24, 20]}}, {Bias1}, {Fc2}}}]", "MGEN6008", First, "'Linear(24)' cannot be read from net.safetensors: fc1.weight is I8 there, and F32, F16, BF16 and F64 are read")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F8_E4M3\", \"shape\": [24, 20]}}, {Bias1}, {Fc2}}}]", "MGEN6008", First, "fc1.weight is F8_E4M3 there")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"U8\", \"shape\": [240, 1]}}, {Bias1}, {Fc2}}}]", "MGEN6008", First, "fc1.weight is U8 there")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": 5, \"shape\": [24, 20]}}, {Bias1}, {Fc2}}}]", "MGEN6008", First, "fc1.weight is  there")]
    [InlineData("\"missing\": true", "MGEN6004", Whole, "There is no file \"net.safetensors\" in the project's folder: put it there, or leave Weights out until it is there")]
    [InlineData("\"fault\": \"net.safetensors is cut short, or no safetensors file\"", "MGEN6005", Whole, "net.safetensors is cut short")]
    [InlineData($"\"headers\": [[{{{Fc1}, {Fc2}}}]]", "MGEN6001", "", "has no tensor for")]
    [InlineData($"\"headers\": [{{{Fc1}, {Fc2}}}, {{{Fc1}}}]", "MGEN6005", Whole, "does not describe the tensor 'fc1.weight', or lists it twice")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": \"24x20\"}}, {Bias1}, {Fc2}}}]", "MGEN6005", Whole, "does not describe the tensor 'fc1.weight'")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": [24.5, 20]}}, {Bias1}, {Fc2}}}]", "MGEN6005", Whole, "does not describe the tensor 'fc1.weight'")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": [24, 99999999999999999999]}}, {Bias1}, {Fc2}}}]", "MGEN6005", Whole, "does not describe the tensor 'fc1.weight'")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": [9223372036854775807, 9223372036854775807]}}, {Bias1}, {Fc2}}}]", "MGEN6003", First, "fc1.weight is [9223372036854775807, 9223372036854775807] there and [24, 20] here")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": [24, 20, 1]}}, {Bias1}, {Fc2}}}]", "MGEN6003", First, "fc1.weight is [24, 20, 1] there and [24, 20] here")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": []}}, {Bias1}, {Fc2}}}]", "MGEN6003", First, "fc1.weight is [] there and [24, 20] here")]
    [InlineData($"\"headers\": [{{\"fc1.weight\": {{\"dtype\": \"F32\", \"shape\": [0, 20]}}, {Bias1}, {Fc2}}}]", "MGEN6003", First, "fc1.weight is [0, 20] there and [24, 20] here")]
    [InlineData($"\"headers\": [{{{Fc1}, {Fc2}, \"FC1.weight\": {{\"dtype\": \"F32\", \"shape\": [24, 20]}}}}]", "MGEN6002", Whole, "tensors that no parameter takes: FC1.weight [24, 20]")]
    [InlineData($"\"headers\": [{{{Fc1}, {Fc2}, \"fc1.weight_scale\": {{\"dtype\": \"F32\", \"shape\": [24]}}}}]", "MGEN6002", Whole, "fc1.weight_scale [24]")]
    [InlineData($"\"headers\": [{{{Fc1}, {Fc2}, \"a\\u001b[31m\\u202eb\": {{\"dtype\": \"F32\", \"shape\": [2]}}}}]", "MGEN6002", Whole, "no parameter takes: a?[31m")]
    public async Task WeightFiles(string rest, string id, string place, string message)
    {
        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile(
            $"using ModelGen;\n// obj/net.tensors.json: {{\"of\": \"net.safetensors\", \"file\": \"net.safetensors\", {rest}}}\n[Model, Input(20), Linear(24, Name = \"fc1\"), Relu, Linear(5, Name = \"fc2\")] [Weights(\"net.safetensors\")] public partial class M;"));
        Assert.All(found, each => Assert.Equal(id, each.Id));
        Assert.InRange(found.Length, 1, place.Length == 0 ? 2 : 1); // at each layer
        Assert.Contains(message, found[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', found[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.InRange(found[0].GetMessage(CultureInfo.InvariantCulture).Length, 30, 600);
        if (place.Length > 0) Assert.Equal(place, found[0].Location.SourceTree!.GetText().ToString(found[0].Location.SourceSpan));
    }

    /// <summary>Flags against files: a head that the configuration ties and the file has of another size, and one that it does not tie and the file lacks.</summary>
    [Theory]
    [InlineData("true", ", \"lm_head.weight\": {\"shape\": [67, 40]}", null, "")]
    [InlineData("true", "", null, "")]
    [InlineData("true", ", \"lm_head.weight\": {\"shape\": [70, 40]}", "MGEN6002", "no parameter takes: lm_head.weight [70, 40]")]
    [InlineData("false", ", \"lm_head.weight\": {\"shape\": [67, 40]}", null, "")]
    [InlineData("false", "", "MGEN6001", "lm_head.weight [67, 40]")]
    [InlineData("false", ", \"lm_head.weight\": {\"shape\": [40, 67]}", "MGEN6003", "lm_head.weight is [40, 67] there and [67, 40] here")]
    public async Task TiedHeads(string isTied, string head, string? id, string message)
    {
        string layers = string.Concat(Enumerable.Range(0, 2).Select(i => string.Concat(new[] { "input_layernorm.weight|40", "self_attn.q_proj.weight|40, 40", "self_attn.k_proj.weight|40, 40", "self_attn.v_proj.weight|40, 40", "self_attn.o_proj.weight|40, 40", "post_attention_layernorm.weight|40", "mlp.gate_proj.weight|54, 40", "mlp.up_proj.weight|54, 40", "mlp.down_proj.weight|40, 54" }
            .Select(entry => $"\"model.layers.{i}.{entry.Replace("|", "\": {\"shape\": [", StringComparison.Ordinal)}]}}, "))));
        string file = $"{{\"of\": \"m/config.json\", \"file\": \"model.safetensors\", \"headers\": [{{{layers}\"model.embed_tokens.weight\": {{\"shape\": [67, 40]}}, \"model.norm.weight\": {{\"shape\": [40]}}{head}}}]}}";
        string config = s_configs["llama"].Replace("\"vocab_size\"", $"\"tie_word_embeddings\": {isTied}, \"vocab_size\"", StringComparison.Ordinal);
        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile($"using ModelGen;\n// m/config.json: {config}\n// obj/m.tensors.json: {file}\n[Pretrained(\"m/config.json\")] public partial class M;"));
        Assert.Equal(id is null ? [] : [id], found.Select(diagnostic => diagnostic.Id));
        if (id is not null) Assert.Contains(message, found[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Task Lie(string family, string before, string after, string id, string message)
    {
        Assert.Contains(before, s_configs[family], StringComparison.Ordinal);
        return One(s_configs[family].Replace(before, after, StringComparison.Ordinal), family is "nomic" ? ", Head = Head.None" : "", id, message);
    }

    private static async Task One(string config, string arguments, string id, string message)
    {
        Diagnostic found = Assert.Single(await Find(config, arguments));
        string text = found.GetMessage(CultureInfo.InvariantCulture);
        Assert.True(found.Id == id && text.Contains(message, StringComparison.Ordinal), $"{found.Id}: {text}");
        Assert.Equal("\"m/config.json\"", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.InRange(text.Length, 30, 600);
    }

    private static Task<ImmutableArray<Diagnostic>> Find(string config, string arguments) =>
        AnalyzerRun.OfWhatCompiles(UserProject.Compile($"using ModelGen;\n// m/config.json: {config}\n[Pretrained(\"m/config.json\"{arguments})] public partial class M;"));
}
