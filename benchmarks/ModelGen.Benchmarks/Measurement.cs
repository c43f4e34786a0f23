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

    public string ToJson() => JsonSerializer.Serialize(this, MeasurementJson.Default.Measurement);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Measurement))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
