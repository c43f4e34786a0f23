using System.Text.Json.Serialization;

namespace ModelGen.Tables;

/// <summary>The JSON of a pipeline, without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PipelineFile))]
internal sealed partial class PipelineJson : JsonSerializerContext;
