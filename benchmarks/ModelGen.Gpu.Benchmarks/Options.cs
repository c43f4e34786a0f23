using System;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public string Dtype { get; init; } = "fp16";

    public int Heads { get; init; } = 16;

    public int Size { get; init; } = 64;

    public int Length { get; init; } = 4096;

    public int Batch { get; init; } = 1;

    public int M { get; init; } = 4096;

    public int N { get; init; } = 4096;

    public int K { get; init; } = 4096;

    public bool Full { get; init; }

    public bool Backward { get; init; }

    public int Samples { get; init; } = 7;

    /// <exception cref="ArgumentException">The type is none of the three.</exception>
    public GpuPrecision Precision => Dtype switch
    {
        "fp32" => GpuPrecision.Float32,
        "fp16" => GpuPrecision.Float16,
        "bf16" => GpuPrecision.BFloat16,
        _ => throw new ArgumentException($"--dtype is fp32, fp16 or bf16, not '{Dtype}'"),
    };
}
