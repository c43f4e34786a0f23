using System.Text.Json.Serialization;

namespace ModelGen.Training;

/// <summary>PEFT's <c>adapter_config.json</c>, as far as it says something of a <see cref="Lora"/>.</summary>
internal sealed record AdapterConfig(
    [property: JsonPropertyName("peft_type")] string Type,
    [property: JsonPropertyName("r")] int Rank,
    [property: JsonPropertyName("lora_alpha")] double Alpha,
    [property: JsonPropertyName("target_modules")] string[] Targets,
    [property: JsonPropertyName("modules_to_save")] string[] Whole,
    [property: JsonPropertyName("lora_dropout")] double Dropout,
    [property: JsonPropertyName("bias")] string Bias,
    [property: JsonPropertyName("fan_in_fan_out")] bool IsTransposed);

/// <summary>Without reflection: the library is trimmed and compiled ahead of time.</summary>
[JsonSerializable(typeof(AdapterConfig))]
internal sealed partial class AdapterJson : JsonSerializerContext;
