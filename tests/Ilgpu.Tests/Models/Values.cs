using System;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Inputs and targets that are the same in every run.</summary>
internal static class Values
{
    public static float[] Floats(int count, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)((random.NextDouble() * 2) - 1);
        }

        return values;
    }

    /// <summary>Shares: targets of a binary cross-entropy.</summary>
    public static float[] Shares(int count, int seed) => Array.ConvertAll(Floats(count, seed), value => Math.Abs(value));

    public static int[] Ints(int count, int below, int seed)
    {
        Random random = new(seed);
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.Next(below);
        }

        return values;
    }
}
