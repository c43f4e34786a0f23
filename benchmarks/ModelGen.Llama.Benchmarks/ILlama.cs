using System;

namespace ModelGen.Llama.Benchmarks;

/// <summary>One of the two programs with the file in it.</summary>
internal interface ILlama
{
    /// <summary>Tokens after those that are in the cache.</summary>
    /// <returns>The logits of the last one; valid until the next call.</returns>
    ReadOnlySpan<float> Append(ReadOnlySpan<int> tokens);

    /// <summary>Empties the cache.</summary>
    void Reset();
}
