using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Configurations that lie, that are not known, or that are meant to hurt: one diagnostic, at the attribute, with the mend.</summary>
public class PretrainedTests
{
    private const string Llama = """{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": 67, "hidden_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 64}""";

    private const string Bert = """{"model_type": "bert", "architectures": ["BertModel"], "vocab_size": 57, "hidden_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 14, "hidden_act": "gelu"}""";

    [Theory]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 7", "MGEN6007", "hidden_size 40 is not divisible by num_attention_heads 7 (remainder 5)")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"num_key_value_heads\": 3", "MGEN6007", "num_attention_heads 4 is not divisible by num_key_value_heads 3")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 9223372036854775807", "MGEN6007", "hidden_size must be a whole number from 1 to 2147483647, not 9223372036854775807")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": -40", "MGEN6007", "not -40")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40.5", "MGEN6007", "not 40.5")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": \"40\"", "MGEN6007", "not \"40\"")]
    [InlineData("\"hidden_size\": 40, ", "", "MGEN6007", "config.json has no hidden_size: get the file again")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"head_dim\": 9", "MGEN6007", "rotary positions turn pairs")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"hidden_act\": \"mish\"", "MGEN6006", "hidden_act \"mish\" is not known; these are: gelu")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"hidden_act\": \"relu\"", "MGEN6006", "is not known for a gate")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"rope_type\": \"yarn2\", \"factor\": 2.0}", "MGEN6006", "the rope type \"yarn2\" is not known; these are: default, dynamic, linear, llama3, longrope, yarn")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"rope_type\": \"linear\"}", "MGEN6007", "rope_scaling has no factor")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"rope_type\": \"linear\", \"factor\": 2.0, \"mscale\": 3}", "MGEN6006", "\"mscale\": 3")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": [1]", "MGEN6007", "rope_scaling must be an object, not a list")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_theta\": 0.1", "MGEN6007", "rope_theta must be a number of at least 1")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rms_norm_eps\": 1e999", "MGEN6007", "rms_norm_eps must be a number")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"logit_scale\": 0.5, \"attn_soft_cap\": 30", "MGEN6006", "fields that are not known and may change numbers: \"logit_scale\": 0.5, \"attn_soft_cap\": 30; name those that do not in Ignore")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"quantization_config\": {\"bits\": 4}", "MGEN6006", "\"quantization_config\": an object")]
    [InlineData("\"model_type\": \"llama\"", "\"model_type\": \"lama\"", "MGEN6006", "model_type \"lama\" is not known; these are: bart, bert, camembert, distilbert, gemma, gemma2, gemma3_text, gpt2")]
    [InlineData("\"model_type\": \"llama\", ", "", "MGEN6007", "has no model_type")]
    [InlineData("LlamaForCausalLM", "LlamaForQuestionAnswering", "MGEN6006", "the head of \"LlamaForQuestionAnswering\" is not known")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"layer_types\": [\"sliding_attention\"], \"sliding_window\": 8", "MGEN6007", "layer_types names 1 layers, and num_hidden_layers is 2")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"layer_types\": [\"sliding_attention\", \"linear_attention\"], \"sliding_window\": 8", "MGEN6006", "the layer type \"linear_attention\" is not known; these are: full_attention, sliding_attention")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"layer_types\": [\"sliding_attention\", \"full_attention\"]", "MGEN6007", "has no sliding_window")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"layer_types\": \"full_attention\"", "MGEN6007", "layer_types must be a list of texts")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"sliding_window\": -1", "MGEN6007", "sliding_window must be a whole number from 1")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"attn_logit_softcapping\": 50.0", "MGEN6006", "attn_logit_softcapping is 50, and only null is known")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4, \"beta_fast\": 1, \"beta_slow\": 2}", "MGEN6007", "beta_fast 1 must be above beta_slow 2")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": -4}", "MGEN6007", "factor must be a number above 0")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4, \"truncate\": false}", "MGEN6006", "truncate is false, and only true is known")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 1], \"long_factor\": [1, 1]}, \"original_max_position_embeddings\": 8", "MGEN6007", "short_factor must be 5 numbers above 0, one for each pair of a head that turns, not 2")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 1, 1, 1, 1], \"long_factor\": [1, 1, 0, 1, 1]}, \"original_max_position_embeddings\": 8", "MGEN6007", "not 5 of which some are not")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 1, 1, 1, 1], \"long_factor\": [1, 1, 1, 1, 1]}", "MGEN6007", "has no original_max_position_embeddings")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, \"1\"], \"long_factor\": 3}, \"original_max_position_embeddings\": 8", "MGEN6007", "short_factor must be a list of numbers")]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 0", "MGEN6007", "num_hidden_layers must be a whole number from 1")]
    [InlineData("\"vocab_size\": 67", "\"vocab_size\": 1e3", "MGEN6007", "vocab_size must be a whole number")]
    [InlineData("\"intermediate_size\": 54", "\"intermediate_size\": [54]", "MGEN6007", "intermediate_size must be a whole number from 1 to 2147483647, not a list")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": true", "MGEN6007", "not true")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"attention_bias\": \"yes\"", "MGEN6007", "attention_bias must be true or false, not \"yes\"")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"tie_word_embeddings\": 1", "MGEN6007", "tie_word_embeddings must be true or false, not 1")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"partial_rotary_factor\": 1.5", "MGEN6007", "rotary positions turn pairs")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": 40, \"rms_norm_eps\": \"1e-5\"", "MGEN6007", "rms_norm_eps must be a number, not \"1e-5\"")]
    [InlineData("}", "", "MGEN6005", "is no configuration: '}' is missing (line 1)")]
    [InlineData("{\"model_type\"", "{\"model_type\": \"llama\", \"model_type\"", "MGEN6005", "twice")]
    [InlineData("\"hidden_size\": 40", "\"hidden_size\": +40", "MGEN6005", "a value is neither")]
    public Task OneErrorAtTheFilesName(string before, string after, string id, string message) => One(Llama.Replace(before, after, StringComparison.Ordinal), "", id, "\"m/config.json\"", message);

    [Theory]
    [InlineData("\"hidden_size\": 36", "\"hidden_size\": 36, \"position_embedding_type\": \"relative_key\"", "MGEN6006", "position_embedding_type \"relative_key\"")]
    [InlineData("\"hidden_size\": 36", "\"hidden_size\": 36, \"pad_token_id\": 57", "MGEN6007", "pad_token_id 57 must be below vocab_size 57")]
    [InlineData("\"hidden_size\": 36", "\"hidden_size\": 36, \"type_vocab_size\": 16", "MGEN6006", "type_vocab_size is 16, and at most 2 are known")]
    [InlineData("\"gelu\"", "\"gelu_10\"", "MGEN6006", "hidden_act \"gelu_10\" is not known")]
    [InlineData("\"hidden_size\": 36", "\"hidden_size\": 36, \"is_decoder\": true", "MGEN6006", "is_decoder is true, and only false is known")]
    public Task Encoders(string before, string after, string id, string message) => One(Bert.Replace(before, after, StringComparison.Ordinal), "", id, "\"m/config.json\"", message);

    [Theory]
    [InlineData("1_Pooling/config.json: {\"word_embedding_dimension\": 36, \"pooling_mode_mean_sqrt_len_tokens\": true}", "MGEN6006", "pooling by mean_sqrt_len_tokens is not known")]
    [InlineData("1_Pooling/config.json: {\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": true}", "MGEN6006", "pooling by cls_token and mean_tokens is not known")]
    [InlineData("1_Pooling/config.json: {", "MGEN6005", "1_Pooling/config.json is no JSON")]
    [InlineData("modules.json: [{\"type\": \"sentence_transformers.models.Transformer\"}, {\"type\": \"sentence_transformers.models.Dense\"}]", "MGEN6006", "a module \"Dense\" is not known")]
    public Task SentenceEncoders(string file, string id, string message) => One(Bert + "\n// m/" + file, ", Head = Head.Embedding", id, "\"m/config.json\"", message);

    [Theory]
    [InlineData(", Classes = 3", "MGEN0011", "3", "Classes belongs to Head = Head.Classes")]
    [InlineData(", Head = Head.Classes", "MGEN2001", "\"m/config.json\"", "Head.Classes needs how many there are")]
    [InlineData(", Dropout = 1.5", "MGEN2001", "1.5", "Dropout of 'Pretrained' must be at least 0 and below 1, not 1.5")]
    [InlineData(", Context = -1", "MGEN2001", "-1", "Context of 'Pretrained' must be a number from 1, not -1")]
    [InlineData(", Head = (Head)77", "MGEN2001", "(Head)77", "must be a member of Head")]
    public Task Arguments(string arguments, string id, string place, string message) => One(Llama, arguments, id, place, message);

    [Fact]
    public Task ATableOfPositionsEnds() => One(Bert, ", Context = 15", "MGEN2001", "15", "a number from 1 to 14, the rows of the checkpoint's table of positions");

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{\"a\":", 200_000)]
    [InlineData("[[],", 200_000)]
    public async Task Deep(string open, int times)
    {
        Diagnostic found = Assert.Single(await Find(string.Concat(Enumerable.Repeat(open, times)), ""));
        Assert.Equal("MGEN6005", found.Id);
    }

    [Fact]
    public async Task LongNamesAreClipped()
    {
        Diagnostic found = Assert.Single(await Find("{\"model_type\": \"" + new string('x', 100_000) + "\\u001b[31m\"}", ""));
        Assert.True(found.GetMessage().Length < 400, found.GetMessage());
        Assert.DoesNotContain('\u001b', found.GetMessage());
    }

    [Fact]
    public async Task OtherLayersAreToldToGo()
    {
        ImmutableArray<Diagnostic> found = await AnalyzerRun.Diagnostics(UserProject.Compile($"using ModelGen;\n// m/config.json: {Llama}\n[Pretrained(\"m/config.json\"), Linear(4)] public partial class M;"));
        Assert.Equal("MGEN0010", Assert.Single(found).Id);
    }

    [Fact]
    public async Task NoFile()
    {
        ImmutableArray<Diagnostic> found = await AnalyzerRun.Diagnostics(UserProject.Compile("using ModelGen;\n[Pretrained(\"no/config.json\")] public partial class M;"));
        Assert.Equal("MGEN6004", Assert.Single(found).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", Head = Head.Embedding")]
    [InlineData(", Head = Head.None")]
    [InlineData(", Head = Head.Classes, Classes = 3, Dropout = 0.1, Context = 12")]
    [InlineData(", Head = Head.Language")]
    public async Task WhatIsRightIsSilent(string arguments)
    {
        Assert.Empty(await Find(Llama, arguments));
        Assert.Empty(await Find(Bert, arguments));
    }

    /// <summary>What no reference case has.</summary>
    [Theory]
    [InlineData("""{"model_type": "resnet", "architectures": ["ResNetForImageClassification"], "depths": [1, 2], "hidden_sizes": [16, 32], "embedding_size": 8, "hidden_act": "relu", "layer_type": "bottleneck", "downsample_in_first_stage": false, "downsample_in_bottleneck": false, "num_channels": 3, "id2label": {"0": "a", "1": "b", "2": "c"}}""", ", ImageSize = 32")]
    [InlineData("""{"model_type": "resnet", "architectures": ["ResNetModel"], "depths": [2], "hidden_sizes": [16], "layer_type": "basic", "downsample_in_first_stage": true}""", ", Head = Head.Embedding, ImageSize = 40")]
    [InlineData("""{"model_type": "vit", "architectures": ["ViTModel"], "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64, "image_size": 32, "patch_size": 8, "num_channels": 3, "layer_norm_eps": 1e-12, "hidden_act": "gelu", "qkv_bias": false, "encoder_stride": 16, "initializer_range": 0.02}""", ", Head = Head.Classes, Classes = 7, Dropout = 0.1")]
    [InlineData("""{"model_type": "gpt_neox", "architectures": ["GPTNeoXForCausalLM"], "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 64, "vocab_size": 50, "use_parallel_residual": false, "rotary_pct": 0.5, "attention_bias": false, "hidden_act": "gelu_new", "rope_scaling": {"type": "linear", "factor": 2.0}}""", ", Dropout = 0.2")]
    [InlineData("""{"model_type": "gpt2", "architectures": ["GPT2ForSequenceClassification"], "n_embd": 32, "n_head": 4, "n_layer": 2, "n_positions": 64, "vocab_size": 50, "n_inner": null, "activation_function": "gelu_new", "tie_word_embeddings": false, "id2label": {"0": "x"}}""", "")]
    [InlineData("""{"model_type": "distilbert", "architectures": ["DistilBertForMaskedLM"], "dim": 32, "hidden_dim": 64, "n_heads": 4, "n_layers": 2, "vocab_size": 50, "max_position_embeddings": 64, "activation": "gelu", "pad_token_id": 0}""", "")]
    [InlineData("""{"model_type": "bert", "architectures": ["BertForPreTraining"], "hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "vocab_size": 50, "max_position_embeddings": 64, "hidden_act": "gelu", "type_vocab_size": 1}""", "")]
    [InlineData("""{"model_type": "llama", "architectures": ["LlamaForSequenceClassification"], "vocab_size": 67, "hidden_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 64, "pad_token_id": 3, "rope_parameters": {"rope_type": "llama3", "rope_theta": 5e5, "factor": 8.0, "low_freq_factor": 1, "high_freq_factor": 4, "original_max_position_embeddings": 32}, "id2label": {"0": "x", "1": "y"}, "problem_type": "multi_label_classification"}""", "")]
    [InlineData("""{"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"], "vocab_size": 67, "hidden_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 54, "max_position_embeddings": 64, "use_sliding_window": true, "sliding_window": 8, "max_window_layers": 0, "layer_types": ["sliding_attention", "sliding_attention"]}""", ", Context = 128")]
    public async Task OtherFormsAreKnown(string config, string arguments) => Assert.Empty(await Find(config, arguments));

    [Fact]
    public async Task EveryTargetKnowsWindows()
    {
        string config = Llama.Replace("llama\"", "mistral\"", StringComparison.Ordinal).Replace("\"hidden_size\"", "\"sliding_window\": 8, \"hidden_size\"", StringComparison.Ordinal);
        ImmutableArray<Diagnostic> found = await AnalyzerRun.Diagnostics(UserProject.Compile($"using ModelGen;\n// m/config.json: {config}\n[Pretrained(\"m/config.json\"), Backends(Backend.Onnx)] public partial class M;"));
        Assert.Empty(found);
    }

    private const string Fc1 = "\"fc1.weight\": {\"shape\": [24, 20]}, \"fc1.bias\": {\"shape\": [24]}";

    private const string Fc2 = "\"fc2.weight\": {\"shape\": [5, 24]}, \"fc2.bias\": {\"shape\": [5]}";

    [Theory]
    [InlineData($"{{{Fc1}, {Fc2}}}", null, "", "")]
    [InlineData($"{{{Fc1}}}", "MGEN6001", "Linear(5, Name = \"fc2\")", "net.safetensors has no tensor for 'Linear(5)': fc2.weight [5, 24], fc2.bias [5]")]
    [InlineData($"{{{Fc1}, {Fc2}, \"x\": {{\"shape\": []}}}}", "MGEN6002", "Weights(\"net.safetensors\")", "net.safetensors has tensors that no parameter takes: x []")]
    [InlineData($"{{\"fc1.weight\": {{\"shape\": [20, 24]}}, \"fc1.bias\": {{\"shape\": [24]}}, {Fc2}}}", "MGEN6003", "Linear(24, Name = \"fc1\")", "'Linear(24)' does not fit net.safetensors: fc1.weight is [20, 24] there and [24, 20] here")]
    [InlineData($"{{\"__metadata__\": {{\"format\": \"pt\"}}, {Fc1}}}, {{{Fc2}}}", null, "", "")]
    [InlineData($"{{{Fc1}, {Fc2}", "MGEN6005", "Weights(\"net.safetensors\")", "cannot be read")]
    [InlineData($"{{{Fc1}, {Fc2}, \"x\": 5}}", "MGEN6005", "Weights(\"net.safetensors\")", "does not describe the tensor 'x'")]
    [InlineData($"{{{Fc1}, {Fc2}, \"x\": {{\"shape\": [-1]}}}}", "MGEN6005", "Weights(\"net.safetensors\")", "does not describe the tensor 'x'")]
    public async Task WeightsAreCheckedAtTheLayer(string headers, string? id, string place, string message)
    {
        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile(
            $"using ModelGen;\n// obj/net.tensors.json: {{\"of\": \"net.safetensors\", \"file\": \"net.safetensors\", \"headers\": [{headers}]}}\n[Model, Input(20), Linear(24, Name = \"fc1\"), Relu, Linear(5, Name = \"fc2\")] [Weights(\"net.safetensors\")] public partial class M;"));
        Assert.Equal(id is null ? [] : [id], found.Select(diagnostic => diagnostic.Id));
        if (id is not null)
        {
            Assert.Equal(place, found[0].Location.SourceTree!.GetText().ToString(found[0].Location.SourceSpan));
            Assert.Contains(message, found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
    }

    /// <summary>Copies of a block, names without the prefix, buffers, heads that another replaces: as loading takes them.</summary>
    [Theory]
    [InlineData("", "MGEN6001")]
    [InlineData(", Head = Head.Classes, Classes = 3", null)]
    [InlineData(", Head = Head.None", null)]
    public async Task APublishedCheckpoint(string arguments, string? id)
    {
        string layers = string.Concat(Enumerable.Range(0, 2).Select(i => string.Concat(new[] { "input_layernorm.weight|40", "self_attn.q_proj.weight|40, 40", "self_attn.k_proj.weight|40, 40", "self_attn.v_proj.weight|40, 40", "self_attn.o_proj.weight|40, 40", "self_attn.rotary_emb.inv_freq|5", "post_attention_layernorm.weight|40", "mlp.gate_proj.weight|54, 40", "mlp.up_proj.weight|54, 40", "mlp.down_proj.weight|40, 54" }
            .Select(entry => $"\"layers.{i}.{entry.Replace("|", "\": {\"shape\": [", StringComparison.Ordinal)}]}}, "))));
        string file = $"{{\"of\": \"m/config.json\", \"file\": \"model.safetensors\", \"headers\": [{{{layers}\"embed_tokens.weight\": {{\"shape\": [67, 40]}}, \"norm.weight\": {{\"shape\": [40]}}}}]}}";
        ImmutableArray<Diagnostic> found = await AnalyzerRun.Diagnostics(UserProject.Compile($"using ModelGen;\n// m/config.json: {Llama}\n// obj/m.tensors.json: {file}\n[Pretrained(\"m/config.json\"{arguments})] public partial class M;"));
        Assert.Equal(id is null ? [] : [id], found.Select(diagnostic => diagnostic.Id));
        if (id is not null) Assert.Contains("model.safetensors has no tensor for", found[0].GetMessage(), StringComparison.Ordinal); // lm_head.weight: the model is not tied
        ImmutableArray<Diagnostic> wrong = await AnalyzerRun.Diagnostics(UserProject.Compile($"using ModelGen;\n// m/config.json: {Llama}\n// obj/m.tensors.json: {file.Replace("[54, 40]", "[60, 40]", StringComparison.Ordinal)}\n[Pretrained(\"m/config.json\", Head = Head.None)] public partial class M;"));
        Assert.Equal("MGEN6003", Assert.Single(wrong).Id);
        Assert.Contains("model.layers.0.mlp.gate_proj.weight is [60, 40] there and [54, 40] here; model.layers.0.mlp.up_proj.weight is [60, 40] there and [54, 40] here; model.layers.1.mlp.gate_proj.weight is [60, 40] there and [54, 40] here; and 1 more", wrong[0].GetMessage(), StringComparison.Ordinal);
    }

    private static async Task One(string config, string arguments, string id, string place, string message)
    {
        Diagnostic found = Assert.Single(await Find(config, arguments));
        Assert.Equal(id, found.Id);
        Assert.Equal(place, found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.Contains(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Task<ImmutableArray<Diagnostic>> Find(string config, string arguments) =>
        AnalyzerRun.OfWhatCompiles(UserProject.Compile($"using ModelGen;\n// m/config.json: {config}\n[Pretrained(\"m/config.json\"{arguments})] public partial class M;"));
}
