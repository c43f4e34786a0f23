using System;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Oracle;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Losses by their definitions: the mean, and its gradient added into the output's.</summary>
internal static class Losses
{
    /// <param name="tape">Told of places where a derivative jumps.</param>
    /// <param name="loss">The attribute.</param>
    /// <param name="output">The model's.</param>
    /// <param name="target">Class ids, as doubles, or numbers of the output's shape.</param>
    /// <param name="steps">Of an output per step: padding does not count.</param>
    public static double Of(Tape tape, Layer loss, Node output, double[] target, Steps? steps)
    {
        if (loss.Is("CrossEntropy"))
        {
            return CrossEntropy(output, target, output.IsSequence ? steps : null, (float)loss.Real("LabelSmoothing"), loss.Int("IgnoreIndex", -100));
        }

        double total = 0, size = Tape.Size(output.Value);
        bool Counts(int i) => !output.IsSequence || steps is null || steps.IsReal[i / output.Width];
        int counted = 0;
        for (int i = 0; i < output.Count; i++)
        {
            counted += Counts(i) ? 1 : 0;
        }

        for (int i = 0; i < output.Count; i++)
        {
            if (!Counts(i)) continue;
            double x = output.Value[i], y = target[i], d = x - y;
            if (loss.Is("MeanAbsoluteError")) tape.Decide(d, size);
            (double value, double slope) =
                loss.Is("MeanSquaredError") ? (d * d, 2 * d)
                : loss.Is("MeanAbsoluteError") ? (Math.Abs(d), Math.Sign(d))
                : loss.Is("Huber") ? Math.Abs(d) <= 1 ? (d * d / 2, d) : (Math.Abs(d) - 0.5, Math.Sign(d))
                : (Math.Max(x, 0) - (x * y) + Math.Log(1 + Math.Exp(-Math.Abs(x))), Activations.Sigmoid(x) - y);
            total += value / counted;
            output.Gradient[i] += slope / counted;
        }

        return total;
    }

    private static double CrossEntropy(Node output, double[] target, Steps? steps, double smoothing, int ignored)
    {
        int classes = output.Width, counted = 0;
        bool Counts(int row) => (int)target[row] != ignored && (steps is null || steps.IsReal[row]);
        for (int row = 0; row < output.Rows; row++)
        {
            counted += Counts(row) ? 1 : 0;
        }

        double total = 0;
        for (int row = 0; row < output.Rows; row++)
        {
            if (!Counts(row)) continue;
            double logSum = Softmaxes.LogSumExp(output.Value.AsSpan(row * classes, classes));
            for (int i = 0; i < classes; i++)
            {
                double wanted = (smoothing / classes) + (i == (int)target[row] ? 1 - smoothing : 0), x = output.Value[(row * classes) + i];
                total += wanted * (logSum - x) / counted;
                output.Gradient[(row * classes) + i] += (Math.Exp(x - logSum) - wanted) / counted;
            }
        }

        return total;
    }
}
