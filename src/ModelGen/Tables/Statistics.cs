using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Tables;

/// <summary>What is learned from a column's numbers, in double precision.</summary>
internal static class Statistics
{
    /// <summary>What stands in for a missing number; null: nothing.</summary>
    public static double? Fill(List<double> known, Impute missing, string column)
    {
        if (missing.Kind is ImputeKind.Refuse or ImputeKind.Drop) return null;
        if (missing.Kind == ImputeKind.Constant) return missing.Text is null ? missing.Number : throw new ArgumentException($"Column '{column}' is filled with the text '{missing.Text}', but has numbers: give a number", nameof(missing));
        if (known.Count == 0) throw new ArgumentException($"Column '{column}' is missing in every training row: leave it out, or give a constant", nameof(column));
        return missing.Kind switch
        {
            ImputeKind.Mean => Mean(known),
            ImputeKind.Median => Quantile(Sorted(known), 0.5),
            _ => MostFrequent(known),
        };
    }

    /// <summary>What is taken off and what is divided by; a column that does not vary is divided by 1.</summary>
    public static (double Center, double Scale) Scale(List<double> values, Scaling scaling)
    {
        double[] sorted = Sorted(values);
        (double center, double scale) = scaling switch
        {
            Scaling.None => (0, 1),
            Scaling.Standard => Standard(values),
            Scaling.MinMax => (sorted[0], sorted[^1] - sorted[0]),
            Scaling.Robust => (Quantile(sorted, 0.5), Quantile(sorted, 0.75) - Quantile(sorted, 0.25)),
            _ => throw new ArgumentOutOfRangeException(nameof(scaling), string.Create(CultureInfo.InvariantCulture, $"There is no scaling {(int)scaling}: take one of Scaling's")),
        };

        // What is left of equal numbers by rounding is not a deviation.
        return (center, scale > Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) * 1e-14 ? scale : 1);
    }

    private static double Mean(List<double> values)
    {
        double mean = 0;
        for (int i = 0; i < values.Count; i++) mean += (values[i] - mean) / (i + 1); // no sum that overflows
        return mean;
    }

    private static (double Center, double Scale) Standard(List<double> values)
    {
        double mean = Mean(values), squares = 0;
        foreach (double value in values) squares += (value - mean) * (value - mean) / values.Count;
        return (mean, Math.Sqrt(squares));
    }

    private static double[] Sorted(List<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    // Linear between neighbours: type 7 of Hyndman and Fan 1996, the default of NumPy and R.
    private static double Quantile(double[] sorted, double part)
    {
        double at = (sorted.Length - 1) * part;
        int below = (int)at;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((sorted[below + 1] - sorted[below]) * (at - below));
    }

    private static double MostFrequent(List<double> values)
    {
        double[] sorted = Sorted(values);
        (double best, int most) = (sorted[0], 0);
        for (int i = 0, run = 0; i < sorted.Length; i++)
        {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
            if (run > most) (best, most) = (sorted[i], run);
        }

        return best;
    }
}
