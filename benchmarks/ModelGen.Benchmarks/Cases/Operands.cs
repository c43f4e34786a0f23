using System;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks.Cases;

/// <summary>Random operands.</summary>
internal static class Operands
{
    public static AlignedBuffer Random(long count, ulong key)
    {
        AlignedBuffer buffer = new(count);
        Span<float> values = buffer.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = CounterRandom.Uniform(key, (ulong)i) - 0.5f;
        }

        return buffer;
    }
}
