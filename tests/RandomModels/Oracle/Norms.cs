using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>Normalisations by their definitions; all of them standardise groups of numbers, and differ in which.</summary>
internal static class Norms
{
    public static Node LayerNorm(this Tape tape, Node x, Node gain, Node bias, double epsilon)
    {
        int[] group = new int[x.Count], channel = new int[x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            (group[i], channel[i]) = (i / x.Width, i % x.Width);
        }

        return tape.Scale(tape.Standardise(x, group, x.Rows, epsilon, out _), gain, bias, channel);
    }

    public static Node RmsNorm(this Tape tape, Node x, Node gain, double epsilon)
    {
        int width = x.Width;
        Node y = new(x.Shape);
        double[] inverse = new double[x.Rows];
        for (int r = 0; r < x.Rows; r++)
        {
            double squares = 0;
            for (int i = 0; i < width; i++)
            {
                squares += x.Value[(r * width) + i] * x.Value[(r * width) + i];
            }

            inverse[r] = 1 / Math.Sqrt((squares / width) + epsilon);
            for (int i = 0; i < width; i++)
            {
                y.Value[(r * width) + i] = x.Value[(r * width) + i] * inverse[r] * gain.Value[i];
            }
        }

        return tape.Record(y, () =>
        {
            for (int r = 0; r < x.Rows; r++)
            {
                double along = 0, alongSize = 0;
                for (int i = 0; i < width; i++)
                {
                    int at = (r * width) + i;
                    along += y.Gradient[at] * gain.Value[i] * x.Value[at];
                    alongSize += Math.Abs(y.Gradient[at] * gain.Value[i] * x.Value[at]);
                    gain.Gradient[i] += y.Gradient[at] * x.Value[at] * inverse[r];
                }

                for (int i = 0; i < width; i++)
                {
                    int at = (r * width) + i;
                    double own = y.Gradient[at] * gain.Value[i] * inverse[r], shared = x.Value[at] * Math.Pow(inverse[r], 3) / width;
                    x.Gradient[at] += tape.Rounded(own - (shared * along), Math.Abs(own) + Math.Abs(shared * alongSize));
                }
            }
        });
    }

    public static Node GroupNorm(this Tape tape, Node x, Node gain, Node bias, int groups)
    {
        int channels = x.Shape[1], pixels = x.Shape[2] * x.Shape[3];
        int[] group = new int[x.Count], channel = new int[x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            channel[i] = i / pixels % channels;
            group[i] = (i / pixels / channels * groups) + (channel[i] / (channels / groups));
        }

        return tape.Scale(tape.Standardise(x, group, x.Batch * groups, 1e-5, out _), gain, bias, channel);
    }

    /// <summary>While training: each channel over the batch, steps that are padding left out.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">[B, F], [B, T, F] or [B, C, H, W].</param>
    /// <param name="norm">Gain, bias, running mean and variance, which move.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">This batch's share in the running statistics.</param>
    /// <param name="isReal">For each step; null: all.</param>
    public static Node BatchNorm(this Tape tape, Node x, BatchNormTensors norm, double epsilon, double momentum, bool[]? isReal)
    {
        int channels = norm.Gain.Count;
        int[] channel = Channels(x), group = [.. channel];
        for (int i = 0; isReal is not null && i < x.Count; i++)
        {
            group[i] = isReal[i / channels] ? channel[i] : -1 - channel[i];
        }

        Node standard = tape.Standardise(x, group, channels, epsilon, out (double Mean, double Variance, int Count)[] statistics);
        for (int c = 0; c < channels; c++)
        {
            (double mean, double variance, int count) = statistics[c];
            if (count == 0) continue;
            norm.Mean[c] += momentum * (mean - norm.Mean[c]);
            norm.Variance[c] += momentum * ((variance * count / Math.Max(1, count - 1)) - norm.Variance[c]);
        }

        return tape.Scale(standard, norm.Gain, norm.Bias, channel);
    }

    /// <summary>While predicting: the same with the running statistics.</summary>
    public static Node BatchNormPrediction(this Tape tape, Node x, BatchNormTensors norm, double epsilon)
    {
        int[] channel = Channels(x);
        Node y = new(x.Shape);
        for (int i = 0; i < x.Count; i++)
        {
            int c = channel[i];
            y.Value[i] = ((x.Value[i] - norm.Mean[c]) / Math.Sqrt(norm.Variance[c] + epsilon) * norm.Gain.Value[c]) + norm.Bias.Value[c];
        }

        return tape.Record(y, () => throw new NotSupportedException("Prediction has no gradient."));
    }

    private static int[] Channels(Node x)
    {
        int[] channel = new int[x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            channel[i] = x.IsImage ? i / (x.Shape[2] * x.Shape[3]) % x.Shape[1] : i % x.Width;
        }

        return channel;
    }

    /// <summary>(x - mean) / √(variance + ε) of each group. A number of group -1 - g takes part in nothing but is standardised as group g is.</summary>
    private static Node Standardise(this Tape tape, Node x, int[] group, int groups, double epsilon, out (double Mean, double Variance, int Count)[] statistics)
    {
        double[] mean = new double[groups], inverse = new double[groups], count = new double[groups], variance = new double[groups];
        for (int i = 0; i < x.Count; i++)
        {
            if (group[i] < 0) continue;
            mean[group[i]] += x.Value[i];
            count[group[i]]++;
        }

        for (int g = 0; g < groups; g++)
        {
            mean[g] /= Math.Max(1, count[g]);
        }

        for (int i = 0; i < x.Count; i++)
        {
            if (group[i] >= 0) variance[group[i]] += (x.Value[i] - mean[group[i]]) * (x.Value[i] - mean[group[i]]);
        }

        statistics = new (double, double, int)[groups];
        for (int g = 0; g < groups; g++)
        {
            variance[g] /= Math.Max(1, count[g]);
            inverse[g] = 1 / Math.Sqrt(variance[g] + epsilon);
            statistics[g] = (mean[g], variance[g], (int)count[g]);
        }

        Node y = new(x.Shape);
        for (int i = 0; i < x.Count; i++)
        {
            int g = group[i] < 0 ? -1 - group[i] : group[i];
            y.Value[i] = (x.Value[i] - mean[g]) * inverse[g];
        }

        return tape.Record(y, () =>
        {
            double[] sum = new double[groups], along = new double[groups], size = new double[groups], alongSize = new double[groups];
            for (int i = 0; i < x.Count; i++)
            {
                int g = group[i] < 0 ? -1 - group[i] : group[i];
                sum[g] += y.Gradient[i];
                along[g] += y.Gradient[i] * y.Value[i];
                size[g] += Math.Abs(y.Gradient[i]);
                alongSize[g] += Math.Abs(y.Gradient[i] * y.Value[i]);
            }

            for (int i = 0; i < x.Count; i++)
            {
                int g = group[i] < 0 ? -1 - group[i] : group[i];
                if (group[i] < 0)
                {
                    x.Gradient[i] += y.Gradient[i] * inverse[g];
                    continue;
                }

                double shared = (sum[g] + (y.Value[i] * along[g])) / count[g];
                double rounding = Math.Abs(y.Gradient[i]) + ((size[g] + Math.Abs(y.Value[i] * alongSize[g])) / count[g]);
                x.Gradient[i] += tape.Rounded(y.Gradient[i] - shared, rounding) * inverse[g];
            }
        });
    }

    private static Node Scale(this Tape tape, Node x, Node gain, Node bias, int[] channel)
    {
        Node y = new(x.Shape);
        for (int i = 0; i < x.Count; i++)
        {
            y.Value[i] = (x.Value[i] * gain.Value[channel[i]]) + bias.Value[channel[i]];
        }

        return tape.Record(y, () =>
        {
            for (int i = 0; i < x.Count; i++)
            {
                x.Gradient[i] += y.Gradient[i] * gain.Value[channel[i]];
                gain.Gradient[channel[i]] += y.Gradient[i] * x.Value[i];
                bias.Gradient[channel[i]] += y.Gradient[i];
            }
        });
    }
}
