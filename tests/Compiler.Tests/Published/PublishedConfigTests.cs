using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Presets.Pretrained;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests.Published;

/// <summary>
/// Configurations as they are published: each is read without a word and has as many parameters as the checkpoint, fields that say nothing of numbers change no character of what is emitted, and every other field
/// changes it or is an error that names it.
/// </summary>
public class PublishedConfigTests
{
    /// <summary>What may stand in any file and changes nothing; said here again, so that the compiler's list cannot grow unnoticed.</summary>
    private static readonly string[] s_harmless =
    [
        "_name_or_path", "architectures", "auto_map", "transformers_version", "torch_dtype", "dtype", "use_cache", "cache_implementation", "transformers.js_config", "pretraining_tp", "is_llama_config", "model_type", "output_past",
        "bos_token_id", "eos_token_id", "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id", "force_bos_token_to_be_generated", "task_specific_params", "num_beams", "early_stopping", "length_penalty", "max_length",
        "min_length", "no_repeat_ngram_size", "prefix", "label2id", "_num_labels", "finetuning_task", "sentence_transformers", "save_step", "replacing_rate", "student_decoder_layers", "student_encoder_layers",
        "initializer_range", "init_std", "attention_dropout", "attention_probs_dropout_prob", "hidden_dropout_prob", "hidden_dropout", "classifier_dropout", "classif_dropout", "dropout", "activation_dropout", "attn_pdrop", "embd_pdrop",
        "resid_pdrop", "qa_dropout", "seq_classif_dropout", "encoder_layerdrop", "decoder_layerdrop", "gradient_checkpointing", "torchscript", "use_bfloat16", "xla_device", "tie_weights_", "sinusoidal_pos_embds", "reorder_and_upcast_attn",
        "summary_activation", "summary_first_dropout", "summary_proj_to_labels", "summary_type", "summary_use_proj", "n_special", "predict_special_tokens", "n_ctx", "max_sequence_length", "directionality", "pooler_fc_size",
        "pooler_num_attention_heads", "pooler_num_fc_layers", "pooler_size_per_head", "pooler_type", "encoder_stride", "pooler_act", "pooler_output_size", "out_features", "out_indices", "stage_names", "dense_seq_output", "fused_bias_fc",
        "fused_dropout_add_ln", "use_flash_attn", "use_xentropy", "pad_vocab_size_multiple", "problem_type",
    ];

    /// <summary>Fields that say nothing beside others of the same file, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_silent = new()
    {
        ["pad_token_id"] = "of a decoder of words: nothing is padded",
        ["max_window_layers"] = "beside layer_types, or without windows",
        ["use_sliding_window"] = "beside layer_types, or where no layer has a window that a sequence fills",
        ["sliding_window"] = "without use_sliding_window, or as long as the context",
        ["original_max_position_embeddings"] = "without longrope",
        ["num_labels"] = "beside another head",
        ["id2label"] = "of a model of words, or of none",
        ["num_hidden_layers"] = "of BART: the encoder's again",
        ["sliding_window_pattern"] = "beside layer_types",
        ["_sliding_window_pattern"] = "beside layer_types",
        ["tie_word_embeddings"] = "of a model without words",
        ["n_positions"] = "beside max_trained_positions",
        ["rotary_scaling_factor"] = "beside max_trained_positions",
        ["problem_type"] = "of another head",
        ["hidden_act"] = "of Gemma, beside hidden_activation",
    };

    public static TheoryData<string> Names => [.. PublishedConfigs.All.Select(config => config.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsTheModelThatWasPublished(string name)
    {
        (_, long parameters, string head, string text) = Config(name);
        Assert.Equal("", Errors(text, head));
        Assert.Equal(parameters, Compiled.Model(Spec(text, head)).Main.ParameterCount);
    }

    /// <summary>TorchSharp too, whose modules are called by the names of weight files, before and after 0.102; GPUs and ONNX. The words of some encoders have their bias under a name that begins others.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTargetHasIt(string name)
    {
        (_, _, string head, string text) = Config(name);
        foreach (string version in new[] { "0.99.0", "0.107.0" })
        {
            ModelSpec spec = Spec(text, head) with { Backends = new("TorchSharp", "Ilgpu", "Onnx") };
            Result<CompiledModel> result = ModelCompiler.Compile(spec, new TargetEnvironment(TorchSharpVersion: version, IlgpuVersion: "1.5.3", HasIlgpuAlgorithms: true));
            string errors = string.Join("\n", result.Errors.Where(error => ErrorCatalog.All[error.Id].Severity == Severity.Error).Select(error => error.Message));
            if (!text.Contains("ForMaskedLM", StringComparison.Ordinal) || text.Contains("DistilBert", StringComparison.Ordinal)) Assert.Equal("", errors);
            else Assert.Matches("^Backend.TorchSharp cannot express a layer called '(cls.predictions|lm_head)' beside layers called '(cls.predictions|lm_head).…'[^\n]*$", errors);
        }
    }

    [Theory]
    [InlineData("gpt2"), InlineData("Llama-3.2-1B"), InlineData("Mistral-7B-v0.1"), InlineData("Qwen2.5-0.5B"), InlineData("Qwen3-0.6B"), InlineData("gemma-2b"), InlineData("gemma-2-2b"), InlineData("gemma-3-1b"), InlineData("Phi-3-mini-4k")]
    [InlineData("pythia-70m"), InlineData("bert-base-uncased"), InlineData("roberta-base"), InlineData("distilbert-base-uncased"), InlineData("all-mpnet-base-v2"), InlineData("nomic-embed-text-v1.5"), InlineData("vit-base-patch16-224")]
    [InlineData("resnet-18"), InlineData("bart-base")]
    public void FieldsThatSayNothingOfNumbers(string name)
    {
        (_, _, string head, string text) = Config(name);
        JsonObject config = JsonNode.Parse(text)!.AsObject();
        foreach ((string field, JsonNode? value) in JsonNode.Parse(
            """
            {
              "_name_or_path": "somebody/something", "transformers_version": "5.2.0", "torch_dtype": "bfloat16", "dtype": "float32", "auto_map": {"AutoModel": "x.Y"}, "use_cache": false, "output_attentions": true, "output_hidden_states": true,
              "return_dict": false, "is_encoder_decoder": false, "is_decoder": false, "add_cross_attention": false, "cross_attention_hidden_size": null, "tie_encoder_decoder": false, "pruned_heads": {}, "torchscript": false, "finetuning_task": "cola",
              "bos_token_id": 3, "eos_token_id": [3, 4], "sep_token_id": 5, "decoder_start_token_id": 6, "max_length": 20, "min_length": 0, "num_beams": 5, "temperature": 0.7, "top_k": 50, "top_p": 0.9, "do_sample": true, "repetition_penalty": 1.2,
              "bad_words_ids": null, "suppress_tokens": [1, 2], "tokenizer_class": "AutoTokenizer", "chunk_size_feed_forward": 3, "gradient_checkpointing": true, "initializer_range": 0.5, "attention_dropout": 0.4, "hidden_dropout_prob": 0.3,
              "unsloth_version": "2025.1", "_attn_implementation": "sdpa", "quantization_config": null, "model_max_length": 8, "transformers_weights": null, "task_specific_params": {"a": {"b": 1}}
            }
            """)!.AsObject())
        {
            if (!config.ContainsKey(field)) config[field] = value?.DeepClone();
        }

        Assert.Equal("", Errors(config.ToJsonString(), head));
        Assert.Equal(Emitted(text, head), Emitted(config.ToJsonString(), head));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOtherFieldChangesTheModelOrIsAnErrorThatNamesIt(string name)
    {
        (_, _, string head, string text) = Config(name);
        string emitted = Emitted(text, head);
        JsonObject config = JsonNode.Parse(text)!.AsObject();
        foreach ((string field, JsonNode? value) in config.Where(member => !s_harmless.Contains(member.Key)).ToArray())
        {
            bool[] heard = [.. Others(value).Select(other =>
            {
                JsonObject changed = JsonNode.Parse(text)!.AsObject();
                changed[field] = other;
                string errors = Errors(changed.ToJsonString(), head);
                return errors.Length > 0 ? errors.Contains(field, StringComparison.Ordinal) || errors.Contains("rope", StringComparison.Ordinal) || errors.Contains("rotary", StringComparison.Ordinal) : Emitted(changed.ToJsonString(), head) != emitted;
            })];
            Assert.True(heard.Contains(true) || s_silent.ContainsKey(field), $"{name}: {field} {value?.ToJsonString()} may be anything");
        }
    }

    /// <summary>Fields of other models that a file of a known family may have: never passed over.</summary>
    [Theory]
    [InlineData("Llama-3.2-1B", "quantization_config", """{"quant_method": "bitsandbytes", "load_in_4bit": true}""")]
    [InlineData("Llama-3.2-1B", "attention_multiplier", "0.1")]
    [InlineData("Llama-3.2-1B", "num_experts_per_tok", "2")]
    [InlineData("Llama-3.2-1B", "hidden_activation", "\"gelu\"")]
    [InlineData("Llama-3.2-1B", "rope_scaling", """{"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0, "original_max_position_embeddings": 8192, "rope_type": "llama3", "surprise": 1}""")]
    [InlineData("Llama-3.2-1B saved by Transformers 5", "rope_scaling", """{"rope_type": "linear", "factor": 2.0}""")]
    [InlineData("Llama-3.2-1B saved by Transformers 5", "rope_theta", "10000")]
    [InlineData("Qwen2.5-0.5B", "use_mrope", "true")]
    [InlineData("Qwen2.5-0.5B", "rope_scaling", """{"type": "mrope", "mrope_section": [16, 24, 24]}""")]
    [InlineData("gemma-2-2b", "sliding_window_size", "2048")]
    [InlineData("gemma-3-270m saved by Transformers 5", "rope_parameters", """{"full_attention": {"rope_theta": 1000000.0, "rope_type": "default"}, "sliding_attention": {"rope_theta": 10000.0, "rope_type": "default"}, "chunked_attention": {}}""")]
    [InlineData("gemma-2b", "final_logit_softcapping", "30.0")]
    [InlineData("Phi-4-mini", "lm_head_bias", "true")]
    [InlineData("Phi-4-mini", "full_attn_mod", "2")]
    [InlineData("Phi-4-mini", "interpolate_factor", "4")]
    [InlineData("pythia-70m saved by Transformers 5", "partial_rotary_factor", "0.5")]
    [InlineData("pythia-160m, fine-tuned", "rope_theta", "20000")]
    [InlineData("pythia-160m, fine-tuned", "partial_rotary_factor", "0.5")]
    [InlineData("gpt2", "hidden_size", "1024")]
    [InlineData("gpt2", "pruned_heads", """{"0": [1, 2]}""")]
    [InlineData("gpt2", "add_cross_attention", "true")]
    [InlineData("bert-base-uncased", "tie_word_embeddings", "false")]
    [InlineData("bert-base-uncased", "is_decoder", "true")]
    [InlineData("bert-base-uncased", "feed_forward_type", "\"geglu\"")]
    [InlineData("roberta-base", "pruned_heads", """{"3": [0]}""")]
    [InlineData("distilbert-base-uncased", "tie_word_embeddings", "false")]
    [InlineData("all-mpnet-base-v2", "tie_word_embeddings", "false")]
    [InlineData("bart-base with words", "tie_word_embeddings", "false")]
    [InlineData("distilbart-cnn-12-6", "extra_pos_embeddings", "3")]
    [InlineData("bart-base", "is_encoder_decoder", "false")]
    [InlineData("bart-base", "decoder_vocab_size", "5")]
    [InlineData("vit-base-patch16-224", "num_register_tokens", "4")]
    [InlineData("resnet-18", "output_stride", "16")]
    public void OthersAreErrors(string name, string field, string value)
    {
        (_, _, string head, string text) = Config(name);
        JsonObject config = JsonNode.Parse(text)!.AsObject();
        config[field] = JsonNode.Parse(value);
        string errors = Errors(config.ToJsonString(), head);
        Assert.Contains(field == "rope_scaling" && errors.Contains("surprise", StringComparison.Ordinal) ? "surprise" : field == "rope_parameters" ? "chunked_attention" : errors.Contains("mrope", StringComparison.Ordinal) ? "mrope" : field, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    /// <summary>A field that is not there has the value that the library which saves such files takes for it.</summary>
    [Theory]
    [InlineData("Mistral-7B-v0.1", "sliding_window", "4096")]
    [InlineData("Mistral-7B-v0.1", "num_key_value_heads", "8")]
    [InlineData("Llama-3.1-8B", "num_key_value_heads", "32")]
    [InlineData("Llama-3.1-8B", "rms_norm_eps", "1e-06")]
    [InlineData("Llama-3.1-8B", "rope_theta", "10000")]
    [InlineData("Llama-3.1-8B", "tie_word_embeddings", "false")]
    [InlineData("Qwen3-0.6B", "head_dim", "128")]
    [InlineData("Phi-3-mini-4k", "rms_norm_eps", "1e-05")]
    [InlineData("gemma-2b", "head_dim", "256")]
    [InlineData("gemma-2b", "tie_word_embeddings", "true")]
    [InlineData("gemma-2-2b", "attn_logit_softcapping", "50.0")]
    [InlineData("gemma-2-2b", "final_logit_softcapping", "30.0")]
    [InlineData("gemma-2-2b", "query_pre_attn_scalar", "256")]
    [InlineData("gemma-2-2b", "hidden_activation", "\"gelu_pytorch_tanh\"")]
    [InlineData("gemma-3-1b", "rope_theta", "1000000")]
    [InlineData("gemma-3-1b", "rope_local_base_freq", "10000")]
    [InlineData("gemma-3-1b", "sliding_window_pattern", "6")]
    [InlineData("pythia-70m", "rotary_pct", "0.25")]
    [InlineData("pythia-70m", "rotary_emb_base", "10000")]
    [InlineData("pythia-70m", "use_parallel_residual", "true")]
    [InlineData("gpt2", "layer_norm_epsilon", "1e-05")]
    [InlineData("gpt2", "activation_function", "\"gelu_new\"")]
    [InlineData("bert-base-uncased", "layer_norm_eps", "1e-12")]
    [InlineData("bert-base-uncased", "type_vocab_size", "2")]
    [InlineData("vit-base-patch16-224", "qkv_bias", "true")]
    [InlineData("resnet-50", "embedding_size", "64")]
    public void AbsentFields(string name, string field, string value)
    {
        (_, _, string head, string text) = Config(name);
        JsonObject with = JsonNode.Parse(text)!.AsObject(), without = JsonNode.Parse(text)!.AsObject();
        with[field] = JsonNode.Parse(value);
        without.Remove(field);
        Assert.Equal(Emitted(with.ToJsonString(), head), Emitted(without.ToJsonString(), head));
    }

    [Fact]
    public void WindowsOfQwenWithoutTheirFields()
    {
        JsonObject config = JsonNode.Parse(Config("Qwen2.5-7B with yarn").Text)!.AsObject();
        config["use_sliding_window"] = true;
        config["num_hidden_layers"] = 30;
        config.Remove("sliding_window");
        config.Remove("max_window_layers");
        JsonObject said = config.DeepClone().AsObject();
        said["sliding_window"] = 4096;
        said["max_window_layers"] = 28;
        Assert.Equal(Emitted(said.ToJsonString(), "Published"), Emitted(config.ToJsonString(), "Published"));
        Assert.Contains("Window", string.Join("\n", Compiled.Model(Spec(config.ToJsonString(), "Published")).Main.WithCallees().Select(graph => graph.Name)) + Emitted(config.ToJsonString(), "Published"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The padding's id of a decoder says which step is a text's last one; words are not padded.</summary>
    [Theory]
    [InlineData("gpt2"), InlineData("Llama-3.2-1B"), InlineData("Mistral-7B-v0.3"), InlineData("Qwen2.5-0.5B"), InlineData("Phi-3-mini-4k"), InlineData("pythia-70m")]
    public void PaddingOfDecoders(string name)
    {
        string text = Config(name).Text;
        string With(string id) => System.Text.RegularExpressions.Regex.Replace(text, "\"pad_token_id\": \\w+, ", "").Replace("\"model_type\"", $"\"pad_token_id\": {id}, \"model_type\"", StringComparison.Ordinal);
        Assert.Equal(Emitted(With("null"), "Published"), Emitted(With("11"), "Published"));
        Assert.NotEqual(Emitted(With("null"), "Embedding"), Emitted(With("11"), "Embedding"));
        Assert.Equal(Emitted(With("null"), "Embedding"), Emitted(With("-1"), "Embedding"));
    }

    /// <summary>An explicit activation of Gemma is what it says; the older field's gelu is the tanh form.</summary>
    [Theory]
    [InlineData("\"hidden_act\": \"gelu\", \"hidden_activation\": null", "\"hidden_activation\": \"gelu_pytorch_tanh\"", true)]
    [InlineData("\"hidden_act\": \"gelu\", \"hidden_activation\": null", "\"hidden_activation\": \"gelu\"", false)]
    public void GatesOfGemma(string published, string other, bool isSame)
    {
        string text = Config("gemma-2b").Text;
        Assert.Contains(published, text, StringComparison.Ordinal);
        string changed = text.Replace(published, other, StringComparison.Ordinal);
        Assert.Equal("", Errors(changed, "Published"));
        Assert.Equal(isSame, Emitted(text, "Published") == Emitted(changed, "Published"));
    }

    /// <summary>What lies beside a configuration, or is like one and none.</summary>
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\uFEFF \n", "it is empty")]
    [InlineData("null", "it is not an object")]
    [InlineData("[]", "it is not an object")]
    [InlineData("""{"architecture": "resnet18", "num_classes": 1000, "pretrained_cfg": {"tag": "a1_in1k"}}""", "timm")]
    [InlineData("""{"dim": 4096, "n_layers": 32, "head_dim": 128, "hidden_dim": 14336, "n_heads": 32, "n_kv_heads": 8, "norm_eps": 1e-05, "vocab_size": 32768}""", "params.json")]
    [InlineData("""{"model_type": "gemma3", "text_config": {"model_type": "gemma3_text"}}""", "model_type \"gemma3\" is not known")]
    [InlineData("""{"model_type": "gpt2", "architectures": ["GPT2DoubleHeadsModel"], "n_embd": 32, "n_head": 4, "n_layer": 2, "n_positions": 64, "vocab_size": 50}""", "the head of \"GPT2DoubleHeadsModel\" is not known")]
    public void OtherFilesAreCalledByWhatTheyAre(string text, string message) => Assert.Contains(message, Errors(text, "Published"), StringComparison.Ordinal);

    [Fact]
    public void AClassifierOfBartIsAskedForAnotherHead()
    {
        string text = Config("bart-base").Text.Replace("BartModel", "BartForSequenceClassification", StringComparison.Ordinal);
        Assert.Contains("Head.Classes of an encoder-decoder is not known; these are: Head.Language, Head.None", Errors(text, "Published"), StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode?> Others(JsonNode? value) => value switch
    {
        null => [true, 3, "x"],
        JsonArray list => [new JsonArray(), new JsonArray([.. list.Skip(1).Select(item => item?.DeepClone())]), new JsonArray([.. list.Select(_ => (JsonNode?)"sliding_attention")])],
        JsonObject config => [new JsonObject([.. config.Skip(1).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]), new JsonObject { ["surprise"] = 1 }],
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => [JsonValue.Create(value.GetValue<double>() * 2), Double(value), JsonValue.Create(value.GetValue<double>() / 2), 1],
            System.Text.Json.JsonValueKind.String => ["x", "gelu", "relu", "gelu_new"],
            System.Text.Json.JsonValueKind.True => [false],
            _ => [true],
        },
    };

    // A whole number stays one.
    private static JsonNode? Double(JsonNode value) => value.AsValue().TryGetValue(out long whole) ? JsonValue.Create(whole * 2) : JsonValue.Create(value.GetValue<double>() * 2);

    private static (string Name, long Parameters, string Head, string Text) Config(string name) => PublishedConfigs.All.Single(config => config.Name == name);

    private static string Errors(string text, string head) => string.Join("\n", ModelCompiler.Check(Spec(text, head), new TargetEnvironment()).Where(error => ErrorCatalog.All[error.Id].Severity == Severity.Error).Select(error => error.Message));

    private static string Emitted(string text, string head)
    {
        Result<CompiledModel> result = ModelCompiler.Compile(Spec(text, head), new TargetEnvironment());
        Assert.Equal("", string.Join("\n", result.Errors.Select(error => error.Message)));
        return string.Join("\n", result.Value.Files.Select(file => file.Text));
    }

    private static ModelSpec Spec(string text, string head)
    {
        ArgumentSpec[] own = head != "Published" ? [ArgumentSpec.Of("Head", head)] : text.Contains("nomic", StringComparison.Ordinal) ? [ArgumentSpec.Of("Head", "None")] : [];
        LayerSpec attribute = new("Pretrained", new([ArgumentSpec.Of("config", "config.json"), ArgumentSpec.Of(ExpandPretrained.Content, text), .. own]), new SourceRef("Model", 0));
        return new ModelSpec(new TypeSpec("Model", "", "Model", "public"), new(attribute));
    }
}
