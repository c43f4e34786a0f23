using System;
using System.Collections.Generic;

namespace ModelGen.Reports;

/// <summary>Makes long series fit a plot.</summary>
internal static class Smoothing
{
    private const int MostPoints = 500;

    /// <summary>The mean of some 2 % of the points around each, at the ends of those that there are, so that the line does not lag. Numbers that are not finite are left out.</summary>
    public static List<(double X, double Y)> Average(IReadOnlyList<(double X, double Y)> points)
    {
        List<(double X, double Y)> finite = [];
        foreach ((double X, double Y) point in points)
        {
            if (double.IsFinite(point.Y)) finite.Add(point);
        }

        if (finite.Count == 0) return [.. points];
        double[] sums = new double[finite.Count + 1];
        for (int i = 0; i < finite.Count; i++) sums[i + 1] = sums[i] + finite[i].Y;
        List<(double, double)> smooth = [];
        for (int i = 0; i < finite.Count; i++)
        {
            int first = Math.Max(0, i - (finite.Count / 100)), last = Math.Min(finite.Count - 1, i + (finite.Count / 100));
            smooth.Add((finite[i].X, (sums[last + 1] - sums[first]) / (last + 1 - first)));
        }

        return smooth;
    }

    /// <summary>Every n-th point, and always the first and last.</summary>
    public static List<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        List<(double, double)> some = [];
        int count = Math.Min(points.Count, MostPoints);
        for (int i = 0; i < count; i++) some.Add(points[count == 1 ? 0 : (int)((long)i * (points.Count - 1) / (count - 1))]);
        return some;
    }
}
