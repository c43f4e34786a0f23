using System;
using System.Linq;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Row kernels in plain double arithmetic.</summary>
internal static class RowReference
{
    public static double[] Softmax(double[] x, int width) => PerRow(x, width, row =>
    {
        double max = row.Max();
        double sum = row.Sum(v => Math.Exp(v - max));
        return [.. row.Select(v => Math.Exp(v - max) / sum)];
    });

    public static double[] LayerNorm(double[] x, double[] gain, double[] bias, int width, double epsilon) => PerRow(x, width, row =>
    {
        double mean = row.Average();
        double variance = row.Average(v => (v - mean) * (v - mean));
        return [.. row.Select((v, i) => ((v - mean) / Math.Sqrt(variance + epsilon) * gain[i]) + bias[i])];
    });

    public static double[] RmsNorm(double[] x, double[] gain, int width, double epsilon) => PerRow(x, width, row =>
    {
        double square = row.Average(v => v * v);
        return [.. row.Select((v, i) => v / Math.Sqrt(square + epsilon) * gain[i])];
    });

    public static double[] GatedSilu(double[] gateUp, int hidden)
        => PerRow(gateUp, 2 * hidden, row => [.. Enumerable.Range(0, hidden).Select(i => row[i] / (1 + Math.Exp(-row[i])) * row[hidden + i])]);

    public static double[] Rotary(double[] x, int length, int heads, int kvHeads, int size, double rotaryBase, int start)
    {
        int width = (heads + (2 * kvHeads)) * size, token = 0;
        return PerRow(x, width, row =>
        {
            double[] y = (double[])row.Clone();
            int position = start + (token++ % length);
            for (int head = 0; head < heads + kvHeads; head++)
            {
                for (int i = 0; i < size / 2; i++)
                {
                    double angle = position * Math.Pow(rotaryBase, -2.0 * i / size);
                    (double a, double b) = (row[(head * size) + i], row[(head * size) + (size / 2) + i]);
                    y[(head * size) + i] = (a * Math.Cos(angle)) - (b * Math.Sin(angle));
                    y[(head * size) + (size / 2) + i] = (b * Math.Cos(angle)) + (a * Math.Sin(angle));
                }
            }

            return y;
        });
    }

    /// <summary>The mean loss over the counted rows.</summary>
    public static double CrossEntropy(double[] logits, int[] targets, float[] mask, int classes, double smoothing, int ignore)
    {
        double sum = 0;
        int counted = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            if (targets[row] == ignore || (mask.Length > 0 && mask[row] == 0)) continue;
            double[] x = logits[(row * classes)..((row + 1) * classes)];
            double max = x.Max();
            double log = max + Math.Log(x.Sum(v => Math.Exp(v - max)));
            sum += ((1 - smoothing) * (log - x[targets[row]])) + (smoothing * x.Average(v => log - v));
            counted++;
        }

        return counted == 0 ? 0 : sum / counted;
    }

    public static double BinaryCrossEntropy(double[] x, float[] targets)
        => x.Select((v, i) => Math.Max(v, 0) - (v * targets[i]) + Math.Log(1 + Math.Exp(-Math.Abs(v)))).Average();

    private static double[] PerRow(double[] x, int width, Func<double[], double[]> f)
        => [.. Enumerable.Range(0, width == 0 ? 0 : x.Length / width).SelectMany(row => f(x[(row * width)..((row + 1) * width)]))];
}
