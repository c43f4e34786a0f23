using System;
using System.Collections.Generic;

namespace ModelGen.Evaluation;

/// <summary>The sums behind a <see cref="RegressionReport"/>, in double precision.</summary>
internal static class RegressionSums
{
    private const int MostPairs = 2000;

    /// <param name="pairs">[examples, width], row-major.</param>
    /// <param name="width">The number of outputs.</param>
    public static RegressionReport ToReport(List<(float Target, float Prediction)> pairs, int width)
    {
        double[] r2 = new double[width];
        double squared = 0, absolute = 0, sum = 0;
        for (int output = 0; output < width; output++)
        {
            (double Squared, double Absolute, double R2) one = Of(pairs, output, width);
            squared += one.Squared;
            absolute += one.Absolute;
            sum += r2[output] = one.R2;
        }

        return new RegressionReport(pairs.Count, squared / pairs.Count, absolute / pairs.Count, sum / width, Some(pairs)) { OutputR2 = r2 };
    }

    private static (double Squared, double Absolute, double R2) Of(List<(float Target, float Prediction)> pairs, int first, int width)
    {
        double mean = 0, squared = 0, absolute = 0, variance = 0;
        int count = pairs.Count / width;
        for (int i = first; i < pairs.Count; i += width) mean += pairs[i].Target;
        mean /= count;
        for (int i = first; i < pairs.Count; i += width)
        {
            double error = (double)pairs[i].Prediction - pairs[i].Target, distance = pairs[i].Target - mean;
            squared += error * error;
            absolute += Math.Abs(error);
            variance += distance * distance;
        }

        // Numbers that are all the same have a mean that rounding may have moved.
        bool varies = false;
        for (int i = first; i < pairs.Count && !varies; i += width) varies = pairs[i].Target != pairs[first].Target;
        double r2 = count < 2 ? double.NaN : varies ? 1 - (squared / variance) : squared == 0 ? 1 : 0;
        return (squared, absolute, r2);
    }

    private static List<(float, float)> Some(List<(float, float)> pairs)
    {
        if (pairs.Count <= MostPairs) return pairs;
        List<(float, float)> some = [];
        for (int i = 0; i < MostPairs; i++) some.Add(pairs[(int)((long)i * pairs.Count / MostPairs)]);
        return some;
    }
}
