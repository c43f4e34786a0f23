using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Evaluation;

/// <summary>The sums behind a <see cref="RegressionReport"/>, in double precision.</summary>
internal static class RegressionSums
{
    private const int MostPairs = 2000;

    /// <param name="pairs">[examples, width], row-major.</param>
    /// <param name="width">The number of outputs.</param>
    /// <param name="weights">[examples].</param>
    public static RegressionReport ToReport(List<(float Target, float Prediction)> pairs, int width, IReadOnlyList<double> weights)
    {
        double[] r2 = new double[width];
        double squared = 0, absolute = 0, sum = 0;
        for (int output = 0; output < width; output++)
        {
            (double Squared, double Absolute, double R2) one = Of(pairs, output, width, weights);
            squared += one.Squared;
            absolute += one.Absolute;
            sum += r2[output] = one.R2;
        }

        return new RegressionReport(pairs.Count, squared / (width * weights.Sum()), absolute / (width * weights.Sum()), sum / width, Some(pairs)) { OutputR2 = r2 };
    }

    private static (double Squared, double Absolute, double R2) Of(List<(float Target, float Prediction)> pairs, int first, int width, IReadOnlyList<double> weights)
    {
        double mean = 0, squared = 0, absolute = 0, variance = 0;
        int count = pairs.Count / width;
        double all = weights.Sum();
        for (int i = first; i < pairs.Count; i += width) mean += weights[i / width] * pairs[i].Target;
        mean /= all;
        for (int i = first; i < pairs.Count; i += width)
        {
            double error = (double)pairs[i].Prediction - pairs[i].Target, distance = pairs[i].Target - mean;
            double weight = weights[i / width];
            squared += weight * error * error;
            absolute += weight * Math.Abs(error);
            variance += weight * distance * distance;
        }

        // Numbers that are all the same have a mean that rounding may have moved.
        bool varies = false;
        for (int i = first; i < pairs.Count && !varies; i += width) varies = weights[i / width] != 0 && pairs[i].Target != pairs[first].Target;
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
