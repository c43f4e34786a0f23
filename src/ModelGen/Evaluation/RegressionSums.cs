using System;
using System.Collections.Generic;

namespace ModelGen.Evaluation;

/// <summary>The sums behind a <see cref="RegressionReport"/>, in double precision.</summary>
internal static class RegressionSums
{
    private const int MostPairs = 2000;

    public static RegressionReport ToReport(List<(float Target, float Prediction)> pairs)
    {
        double mean = 0, squared = 0, absolute = 0, variance = 0;
        foreach ((float target, _) in pairs) mean += target;
        mean /= pairs.Count;
        foreach ((float target, float prediction) in pairs)
        {
            double error = (double)prediction - target, distance = target - mean;
            squared += error * error;
            absolute += Math.Abs(error);
            variance += distance * distance;
        }

        return new RegressionReport(pairs.Count, squared / pairs.Count, absolute / pairs.Count, variance == 0 ? double.NaN : 1 - (squared / variance), Some(pairs));
    }

    private static List<(float, float)> Some(List<(float, float)> pairs)
    {
        if (pairs.Count <= MostPairs) return pairs;
        List<(float, float)> some = [];
        for (int i = 0; i < MostPairs; i++) some.Add(pairs[(int)((long)i * pairs.Count / MostPairs)]);
        return some;
    }
}
