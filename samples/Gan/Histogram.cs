using System;
using System.Globalization;
using System.Text;

namespace GanSample;

/// <summary>Two samples side by side, as bars of text.</summary>
internal static class Histogram
{
    private const int Bins = 16;
    private const float Low = -4, High = 4;
    private const int Widest = 30;

    public static string Draw(string leftName, float[] left, string rightName, float[] right)
    {
        int[] a = Count(left), b = Count(right);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{"from",6}  {leftName,-Widest}  {rightName}\n");
        for (int i = 0; i < Bins; i++)
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{Low + ((High - Low) * i / Bins),6:0.0}  {Bar(a[i], left.Length),-Widest}  {Bar(b[i], right.Length)}").TrimEnd()).Append('\n');
        return text.ToString();
    }

    /// <summary>How far two samples are from each other: the mean distance between numbers of the same rank.</summary>
    public static double Distance(float[] left, float[] right)
    {
        float[] a = [.. left], b = [.. right];
        Array.Sort(a);
        Array.Sort(b);
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += Math.Abs(a[i] - b[i]);
        return sum / a.Length;
    }

    private static string Bar(int count, int total) => new('#', Math.Min(Widest, (int)Math.Round(count * 150.0 / total)));

    private static int[] Count(float[] values)
    {
        int[] counts = new int[Bins];
        foreach (float value in values)
        {
            int bin = (int)MathF.Floor((value - Low) / (High - Low) * Bins);
            if (bin is >= 0 and < Bins) counts[bin]++;
        }

        return counts;
    }
}
