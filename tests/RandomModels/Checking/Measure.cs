using System;
using System.Collections.Generic;

namespace ModelGen.RandomModels.Checking;

/// <summary>How far numbers are from what they should be.</summary>
internal static class Measure
{
    /// <summary>The largest difference, relative to the largest number that is expected.</summary>
    public static double Largest(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected, Func<int, bool>? counts = null, double floor = 1e-30)
    {
        double difference = 0, size = floor;
        for (int i = 0; i < expected.Length; i++)
        {
            if (counts is not null && !counts(i)) continue;
            double d = Math.Abs(actual[i] - expected[i]);
            difference = d <= difference ? difference : d; // a NaN stays
            size = Math.Max(size, Math.Abs(expected[i]));
        }

        return difference / size;
    }

    /// <summary>‖a - b‖ / ‖b‖. What is 0 beside <paramref name="scale"/>, the norm of the largest gradient, has nothing but rounding to show; where that is 0 too (a classifier of one class), rounding of numbers about 1.</summary>
    public static double Relative(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected, double scale)
    {
        double difference = 0, size = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            size += expected[i] * expected[i];
        }

        return Math.Sqrt(difference) / Math.Max(Math.Sqrt(size), scale > 0 ? (0.05 * scale) + 1e-30 : 1e-2);
    }

    /// <summary>The largest magnitude.</summary>
    public static double Size(double[] values)
    {
        double size = 1e-30;
        foreach (double value in values)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        return size;
    }

    public static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The norm of the largest gradient.</summary>
    public static double Scale(IEnumerable<double[]> gradients)
    {
        double scale = 0;
        foreach (double[] gradient in gradients)
        {
            scale = Math.Max(scale, Norm(gradient));
        }

        return scale;
    }

    public static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
}
