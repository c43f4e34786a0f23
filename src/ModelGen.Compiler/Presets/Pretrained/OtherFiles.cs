using System.Linq;
using ModelGen.Compiler.Errors;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>Files that lie beside a configuration and are none: what is said of them names the right one.</summary>
internal static class OtherFiles
{
    private static readonly (string Field, string What)[] s_known =
    [
        ("peft_type", "is an adapter: name the config.json of the model that it is for, and read the adapter with Lora.Load"),
        ("weight_map", "is the index of weight files: name the config.json beside it"),
        ("added_tokens", "is a tokenizer: name the config.json beside it, and read the tokenizer with PretrainedTokenizer.Load"),
        ("tokenizer_class", "is the configuration of a tokenizer: name the config.json beside it"),
        ("image_processor_type", "says how pictures are prepared: name the config.json beside it"),
        ("feature_extractor_type", "says how pictures are prepared: name the config.json beside it"),
        ("word_embedding_dimension", "says how a sentence encoder pools: name the config.json of the folder above it, where it is read, too"),
        ("_from_model_config", "says how texts are generated: name the config.json beside it"),
        ("_class_name", "is of a diffusion pipeline, which is not known: write its layers with WeightName"),
        ("pretrained_cfg", "is of timm, whose names are not known: write its layers with WeightName"),
        ("n_kv_heads", "is params.json of a consolidated checkpoint: name the config.json beside it"),
        ("norm_eps", "is params.json of a consolidated checkpoint: name the config.json beside it"),
        ("text_config", "is of a model of several kinds of inputs, which is not known: write its layers with WeightName"),
    ];

    /// <returns>Null for a file that nobody knows.</returns>
    public static ConfigFault? Fault(ConfigReader file) =>
        s_known.FirstOrDefault(known => !file.IsAbsent(known.Field)) is { What: { } what } ? new(ErrorId.ConfigUnknown, $"{file.File} {what}") : null;
}
