using System;
using System.Globalization;
using System.Numerics.Tensors;
using ModelGen.Evaluation;

namespace ModelGen.Training;

/// <summary>The usual metrics. Of class ids: <see cref="Accuracy"/>, <see cref="TopAccuracy"/>. Of binary outputs: <see cref="BinaryAccuracy"/>, <see cref="Precision"/>, <see cref="Recall"/>, <see cref="F1"/>,
/// <see cref="RocArea"/>. Of numbers: <see cref="MeanAbsoluteError"/>, <see cref="RootMeanSquaredError"/>, <see cref="R2"/>.</summary>
/// <remarks>Outputs are logits; what is said of probabilities is computed from them, so that large ones lose nothing.</remarks>
public static class Metrics
{
    /// <summary>The part of class ids that have the largest logit.</summary>
    public static Metric<int> Accuracy { get; } = new("accuracy", (output, target) => TensorPrimitives.IndexOfMax(output) == target[0] ? 1 : 0);

    /// <summary>The mean absolute difference.</summary>
    public static Metric<float> MeanAbsoluteError { get; } = new("MAE", (output, target) => Mean(output, target, Math.Abs), higherIsBetter: false);

    /// <summary>The root of the mean squared difference, in the targets' unit.</summary>
    public static Metric<float> RootMeanSquaredError { get; } = new("RMSE", () => new RootMeter<float>((output, target) => Mean(output, target, error => error * error)), higherIsBetter: false);

    /// <summary>The part of the targets' variance that is explained, by scikit-learn's definition.</summary>
    public static Metric<float> R2 { get; } = new("R2", () => new VarianceMeter());

    /// <summary>The area under the ROC curve of one output.</summary>
    public static Metric<float> RocArea { get; } = new("ROC area", () => new RankMeter(curves => curves.RocArea));

    /// <summary>The area under the precision-recall curve of one output.</summary>
    public static Metric<float> AveragePrecision { get; } = new("PR area", () => new RankMeter(curves => curves.AveragePrecision));

    /// <summary>The part of class ids that are among the <paramref name="k"/> largest logits; of equal logits the lower id goes first.</summary>
    public static Metric<int> TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return new Metric<int>(string.Create(CultureInfo.InvariantCulture, $"top-{k} accuracy"), (output, target) => Ranks.Of(output, target[0]) < k ? 1 : 0);
    }

    /// <summary>The part of binary outputs that are decided rightly.</summary>
    /// <param name="threshold">From which probability on an output says yes.</param>
    public static Metric<float> BinaryAccuracy(double threshold = 0.5)
    {
        double logit = Scores.ToLogit(threshold);
        return new Metric<float>("accuracy", (output, target) =>
        {
            int right = 0;
            for (int i = 0; i < output.Length; i++)
            {
                if (output[i] >= logit == target[i] >= 0.5f) right++;
            }

            return (double)right / output.Length;
        });
    }

    /// <summary>Of the binary outputs that say yes, the part that is right; 0 where none does.</summary>
    /// <param name="threshold">From which probability on an output says yes.</param>
    public static Metric<float> Precision(double threshold = 0.5) => Decisions("precision", threshold, (hits, alarms, _) => Part(hits, hits + alarms));

    /// <summary>Of the targets that are 1, the part that was said; 0 where there are none.</summary>
    /// <param name="threshold">From which probability on an output says yes.</param>
    public static Metric<float> Recall(double threshold = 0.5) => Decisions("recall", threshold, (hits, _, misses) => Part(hits, hits + misses));

    /// <summary>The harmonic mean of precision and recall.</summary>
    /// <param name="threshold">From which probability on an output says yes.</param>
    public static Metric<float> F1(double threshold = 0.5) => Decisions("F1", threshold, (hits, alarms, misses) => Part(2 * hits, (2 * hits) + alarms + misses));

    private static Metric<float> Decisions(string name, double threshold, Func<double, double, double, double> ratio)
    {
        double logit = Scores.ToLogit(threshold);
        return new Metric<float>(name, () => new DecisionMeter(logit, ratio));
    }

    private static double Part(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static double Mean(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Func<double, double> of)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++) sum += of((double)output[i] - target[i]);
        return sum / output.Length;
    }
}
