using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelGen.Benchmarks;

/// <summary>What one case took. Rates are those of the median; null where a rate means nothing. <c>MemoryGbPerS</c>: plain reading of the same memory. <c>Recomputed</c>: in an editor, see <see cref="Ide.IdeRun"/>. <c>P99Ms</c>: of a hundred runs, all but one took at most this.</summary>
internal sealed record Measurement(
    string Case,
    int Threads,
    double MedianMs,
    double MinMs,
    double? TokensPerSecond,
    long AllocatedBytes,
    double? Gflops = null,
    double? GbPerS = null,
    double? MemoryGbPerS = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Recomputed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? P99Ms = null)
{
    /// <summary>Of loading: reading the same file whole into new memory.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ReadMs { get; init; }

    /// <summary>Of loading: reading the same file through one buffer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? StreamMs { get; init; }

    /// <summary>In an editor, of the turns whose differences are the times: those of a host without the analyzers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? IdleMs { get; init; }

    /// <inheritdoc cref="IdleMs"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? IdleP99Ms { get; init; }

    /// <summary>Those with them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WithMs { get; init; }

    /// <inheritdoc cref="WithMs"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WithP99Ms { get; init; }

    /// <summary>The differences again, of the processors' time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ProcessorMs { get; init; }

    /// <inheritdoc cref="ProcessorMs"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ProcessorP99Ms { get; init; }

    /// <summary>What the host was in the analyzers' own code, by its clock: also what they bound that it would have bound itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? InAnalyzersMs { get; init; }

    /// <inheritdoc cref="InAnalyzersMs"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? InAnalyzersP99Ms { get; init; }

    /// <summary>Memory that the analyzers keep from edit to edit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? HeldBytes { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, MeasurementJson.Default.Measurement);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Measurement))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
