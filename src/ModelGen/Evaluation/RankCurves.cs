using System;
using System.Collections.Generic;
using System.Numerics.Tensors;

namespace ModelGen.Evaluation;

/// <summary>ROC and precision-recall curves of scores, and the areas under them.</summary>
/// <remarks>Equal scores are one threshold. The area under the precision-recall curve is the average precision, the sum of precision times the rise in recall, as in
/// scikit-learn: straight lines between points would flatter (Davis and Goadrich 2006).</remarks>
public sealed partial class RankCurves
{
    private RankCurves(List<CurvePoint> roc, List<CurvePoint> precisionRecall, double rocArea, double averagePrecision) =>
        (Roc, PrecisionRecall, RocArea, AveragePrecision) = (roc, precisionRecall, rocArea, averagePrecision);

    /// <summary>From (0, 0) to (1, 1): false and true positive rates.</summary>
    public IReadOnlyList<CurvePoint> Roc { get; }

    /// <summary>From recall 0 to 1: recall and precision.</summary>
    public IReadOnlyList<CurvePoint> PrecisionRecall { get; }

    /// <summary>The area under <see cref="Roc"/>: how likely a positive has a higher score than a negative.</summary>
    public double RocArea { get; }

    /// <summary>The area under <see cref="PrecisionRecall"/>.</summary>
    public double AveragePrecision { get; }

    /// <summary>The curves; null where there are no positives or no negatives, for which they have no meaning.</summary>
    /// <param name="scores">Higher is more likely positive; no NaN. Logits rank finer than probabilities, which are 1 for all that is sure.</param>
    /// <param name="positives">Whether each is.</param>
    /// <param name="weights">How much each counts; empty: all the same.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static RankCurves? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positives, ReadOnlySpan<double> weights = default) => Of(scores, positives, weights, threshold => threshold);

    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{bool}, ReadOnlySpan{double})"/>
    public static RankCurves? Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positives)
    {
        double[] wide = new double[scores.Length];
        TensorPrimitives.ConvertTruncating(scores, wide);
        return Of(wide, positives);
    }

    /// <param name="scores">Higher is more likely positive; no NaN.</param>
    /// <param name="positives">Whether each is.</param>
    /// <param name="weights">How much each counts; empty: all the same.</param>
    /// <param name="threshold">What a point's threshold is called: of log-odds, the probability.</param>
    internal static RankCurves? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positives, ReadOnlySpan<double> weights, Func<double, double> threshold)
    {
        if (!weights.IsEmpty && weights.Length != positives.Length) throw new ArgumentException("There are not as many weights as answers", nameof(weights));
        if (scores.Length != positives.Length) throw new ArgumentException("There are not as many scores as answers", nameof(positives));
        double[] keys = new double[scores.Length];
        (bool IsPositive, double Weight)[] answers = new (bool, double)[positives.Length];
        double hits = 0, misses = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (double.IsNaN(scores[i])) throw new ArgumentException("A score is NaN: the weights are damaged or training diverged", nameof(scores));
            keys[i] = -scores[i];
            answers[i] = (positives[i], weights.IsEmpty ? 1 : weights[i]);
            if (positives[i]) hits += answers[i].Weight;
            else misses += answers[i].Weight;
        }

        if (hits == 0 || misses == 0) return null;
        Array.Sort(keys, answers);
        return Walk(keys, answers, hits, misses, threshold);
    }

    private static RankCurves Walk(double[] keys, (bool IsPositive, double Weight)[] answers, double positives, double negatives, Func<double, double> threshold)
    {
        List<CurvePoint> roc = [new CurvePoint(0, 0, double.PositiveInfinity)], precisionRecall = [];
        double area = 0, averagePrecision = 0, recall = 0, rate = 0;
        double hits = 0, misses = 0;
        for (int i = 0; i < keys.Length;)
        {
            double key = keys[i];
            for (; i < keys.Length && keys[i] == key; i++)
            {
                if (answers[i].IsPositive) hits += answers[i].Weight;
                else misses += answers[i].Weight;
            }

            double newRecall = hits / positives, newRate = misses / negatives, precision = hits + misses == 0 ? 1 : hits / (hits + misses);
            area += (newRate - rate) * (newRecall + recall) / 2;
            averagePrecision += (newRecall - recall) * precision;
            (recall, rate) = (newRecall, newRate);
            if (precisionRecall.Count == 0) precisionRecall.Add(new CurvePoint(0, precision, double.PositiveInfinity));
            roc.Add(new CurvePoint(rate, recall, threshold(-key)));
            precisionRecall.Add(new CurvePoint(recall, precision, threshold(-key)));
        }

        return new RankCurves(roc, precisionRecall, area, averagePrecision);
    }
}
