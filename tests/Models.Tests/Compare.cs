using System;
using Xunit;

namespace ModelGen.Models.Tests;

internal static class Compare
{
    /// <summary>‖a - b‖ / ‖b‖, or ‖a‖ where the reference is 0 in exact arithmetic.</summary>
    public static double RelativeError(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, size = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double d = (double)actual[i] - expected[i];
            difference += d * d;
            size += (double)expected[i] * expected[i];
        }

        return size < 1e-14 ? Math.Sqrt(difference) : Math.Sqrt(difference / size);
    }

    public static void Close(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double tolerance, string what)
    {
        double error = RelativeError(actual, expected);
        Assert.True(error <= tolerance, $"{what}: relative error {error:g3} is above {tolerance:g3}");
    }
}
