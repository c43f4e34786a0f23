using System;
using Xunit;

namespace ModelGen.Equality;

/// <summary>How near two targets' numbers are to be, relative to the norm of what is expected.</summary>
internal static class Closeness
{
    public const double OfOutputs = 1e-4;

    public const double OfGradients = 1e-3;

    /// <summary>Of the norm of all gradients: those that are 0 in exact arithmetic (of a key's bias, of a bias before a norm) are the others' rounding.</summary>
    public const double Rounding = 1e-6;

    public static void Check(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double relative, double absolute, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, size = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double d = (double)actual[i] - expected[i];
            difference += d * d;
            size += (double)expected[i] * expected[i];
        }

        double error = Math.Sqrt(difference), allowed = (relative * Math.Sqrt(size)) + absolute;
        Assert.True(error <= allowed, $"{what}: differs by {error:g3}, {allowed:g3} are allowed");
    }

    /// <summary>Metrics count classes by the same weights.</summary>
    public static void SameClassWeights(object model, object session)
    {
        Xunit.Assert.Equal(Of(model), Of(session));

        static float[] Of(object weighted) => weighted is Training.IClassWeighted own ? own.ClassWeights.ToArray() : [];
    }
}
