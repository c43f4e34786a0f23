using System;
using ModelGen.Cpu;

namespace ModelGen.Models.Tests;

/// <summary>Numbers that are the same in every run.</summary>
internal static class RandomValues
{
    /// <summary>Uniform on [-1, 1).</summary>
    public static float[] Centred(int count, ulong key) => Make(count, i => (2 * CounterRandom.Uniform(key, i)) - 1);

    /// <summary>-1 or 1.</summary>
    public static float[] Signs(int count, ulong key) => Make(count, i => CounterRandom.Uniform(key + 1000, i) < 0.5f ? -1f : 1f);

    /// <summary>Token ids in [0, <paramref name="vocabulary"/>).</summary>
    public static int[] Ids(int count, int vocabulary, ulong key = 3) => Make(count, i => (int)(CounterRandom.Uniform(key, i) * vocabulary));

    /// <summary>Moves all parameters: biases of zero and gains of one would hide faults.</summary>
    public static void Disturb(ParameterStore store)
    {
        Span<float> values = store.Values;
        float[] noise = Centred(values.Length, 9);
        for (int i = 0; i < noise.Length; i++)
        {
            values[i] += 0.3f * noise[i];
        }
    }

    private static T[] Make<T>(int count, Func<ulong, T> value)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = value((ulong)i);
        }

        return values;
    }
}
