using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>What one case took. Rates are those of the median; null where a rate means nothing.</summary>
/// <param name="TensorCores">Whether kernels of tensor cores ran.</param>
internal sealed record GpuMeasurement(
    string Case,
    string Device,
    string Dtype,
    bool TensorCores,
    double MedianMs,
    double MinMs,
    double? Tflops = null,
    double? TokensPerSecond = null)
{
    public string ToJson() => JsonSerializer.Serialize(this, GpuMeasurementJson.Default.GpuMeasurement);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GpuMeasurement))]
internal sealed partial class GpuMeasurementJson : JsonSerializerContext;
