using System;
using System.Linq;
using ModelGen.Backends.Ptx.Tests.Machine;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>Numbers to compute with, the same in every run.</summary>
internal static class Operands
{
    public static float[] Floats(int seed, int count, float size = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => size * ((random.NextSingle() * 2) - 1))];
    }

    public static ushort[] Narrow(int seed, int count, bool brain, float size = 1) => [.. Floats(seed, count, size).Select(value => Number16.Narrow(value, brain))];

    /// <summary>The greatest |a - b| / (1 + |b|); infinity if a number is none.</summary>
    public static double Error(float[] actual, float[] expected) =>
        actual.Zip(expected, (a, b) => float.IsFinite(a) ? Math.Abs((double)a - b) / (1 + Math.Abs(b)) : double.PositiveInfinity).Max();
}
