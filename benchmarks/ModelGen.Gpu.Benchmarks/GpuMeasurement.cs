using System;
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
    double? TokensPerSecond = null,
    long? LaunchesPerToken = null)
{
    public string ToJson() => JsonSerializer.Serialize(Rounded(), GpuMeasurementJson.Default.GpuMeasurement);

    private GpuMeasurement Rounded() => this with
    {
        MedianMs = Math.Round(MedianMs, 5),
        MinMs = Math.Round(MinMs, 5),
        Tflops = Tflops is { } rate ? Math.Round(rate, 3) : null,
        TokensPerSecond = TokensPerSecond is { } tokens ? Math.Round(tokens, 1) : null,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GpuMeasurement))]
internal sealed partial class GpuMeasurementJson : JsonSerializerContext;
