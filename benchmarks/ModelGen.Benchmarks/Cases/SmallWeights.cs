using System;
using System.Collections.Generic;

namespace ModelGen.Benchmarks.Cases;

using Weights = ModelGen.Quantization.Weights;

/// <summary>Endings of cases' names that say how weights are held.</summary>
internal static class SmallWeights
{
    public static IReadOnlyList<string> Names { get; } = ["", "-bf16", "-int8", "-int4"];

    public static (string Plain, Weights Weights) Split(string name)
    {
        foreach ((string ending, Weights weights) in new[] { ("-bf16", Weights.BFloat16), ("-int8", Weights.Int8), ("-int4", Weights.Int4) })
        {
            if (name.EndsWith(ending, StringComparison.Ordinal)) return (name[..^ending.Length], weights);
        }

        return (name, Weights.Float32);
    }

    /// <summary>Of one weight, the scales of blocks of four bits with it; those of rows are less than 1 %.</summary>
    public static double Bytes(Weights weights) => weights switch { Weights.BFloat16 => 2, Weights.Int8 => 1, Weights.Int4 => 0.625, _ => 4 };
}
