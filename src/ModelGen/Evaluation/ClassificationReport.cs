using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Evaluation;

/// <summary>How good a classifier is. Ratios without a denominator are 0, areas that have no meaning NaN and left out of means.</summary>
public sealed class ClassificationReport
{
    private readonly IReadOnlyList<int> _ranks;
    private readonly (double Confidence, bool IsRight)[] _answers;
    private readonly double[] _weights;

    internal ClassificationReport(ConfusionMatrix confusion, IReadOnlyList<ClassMetrics> classes, double loss, IReadOnlyList<int> ranks, (double, bool)[] answers, double[] weights) =>
        (Confusion, Classes, Loss, _ranks, _answers, _weights) = (confusion, classes, loss, ranks, answers, weights);

    /// <summary>Which classes are taken for which.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Each class. Of two classes, the second is the positive one.</summary>
    public IReadOnlyList<ClassMetrics> Classes { get; }

    /// <summary>The number of examples.</summary>
    public long Examples => Confusion.Total;

    /// <summary>The mean cross-entropy in nats.</summary>
    public double Loss { get; }

    /// <summary>The part of examples that are predicted right. With one class per example it is micro precision, micro recall and micro F1 as well.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>The part of examples whose class is among the <paramref name="k"/> likeliest; of equally likely ones the lower id goes first.</summary>
    public double TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        double hits = 0, all = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            if (_ranks[i] < k) hits += _weights[i];
            all += _weights[i];
        }

        return hits / all;
    }

    /// <summary>Whether the likeliest class's probability is to be believed: how often it is right.</summary>
    /// <param name="bins">The number of bins.</param>
    public Calibration Calibration(int bins = 10) =>
        Evaluation.Calibration.Of(Array.ConvertAll(_answers, answer => answer.Confidence), Array.ConvertAll(_answers, answer => answer.IsRight), bins, _weights);

    /// <summary>Precision over all examples together; the accuracy.</summary>
    public double MicroPrecision => Accuracy;

    /// <summary>Recall over all examples together; the accuracy.</summary>
    public double MicroRecall => Accuracy;

    /// <summary>F1 over all examples together; the accuracy.</summary>
    public double MicroF1 => Accuracy;

    /// <summary>The mean of the classes' precision.</summary>
    public double MacroPrecision => Mean(metrics => metrics.Precision);

    /// <summary>The mean of the classes' recall.</summary>
    public double MacroRecall => Mean(metrics => metrics.Recall);

    /// <summary>The mean of the classes' F1.</summary>
    public double MacroF1 => Mean(metrics => metrics.F1);

    /// <summary>The area under the ROC curve: the positive class's of two, otherwise the mean of each class against the others.</summary>
    public double RocArea => Area(curves => curves.RocArea);

    /// <summary>The area under the precision-recall curve, in the same way.</summary>
    public double AveragePrecision => Area(curves => curves.AveragePrecision);

    /// <summary>The report as tables of plain text.</summary>
    public override string ToString()
    {
        TextTable table = new("class", "examples", "precision", "recall", "F1", "ROC area", "PR area");
        foreach (ClassMetrics metrics in Classes)
            table.Add(metrics.Name, metrics.Examples.ToString(CultureInfo.InvariantCulture), Ratio(metrics.Precision), Ratio(metrics.Recall), Ratio(metrics.F1), Ratio(metrics.Curves?.RocArea ?? double.NaN), Ratio(metrics.Curves?.AveragePrecision ?? double.NaN));
        table.Add("macro mean", Examples.ToString(CultureInfo.InvariantCulture), Ratio(MacroPrecision), Ratio(MacroRecall), Ratio(MacroF1), Ratio(Mean(metrics => metrics.Curves?.RocArea ?? double.NaN)), Ratio(Mean(metrics => metrics.Curves?.AveragePrecision ?? double.NaN)));
        string head = string.Create(CultureInfo.InvariantCulture, $"accuracy {Accuracy:0.0000}   loss {Loss:0.0000}   examples {Examples}\n\n");
        return head + table + (Confusion.Classes <= 20 ? "\n" + Confusion : "");
    }

    /// <summary>Four decimals, or n/a.</summary>
    internal static string Ratio(double value) => double.IsNaN(value) ? "n/a" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    private double Area(Func<RankCurves, double> area) =>
        Classes.Count == 2 ? (Classes[1].Curves is RankCurves curves ? area(curves) : double.NaN) : Mean(metrics => metrics.Curves is RankCurves own ? area(own) : double.NaN);

    private double Mean(Func<ClassMetrics, double> value)
    {
        double sum = 0;
        int count = 0;
        foreach (ClassMetrics metrics in Classes)
        {
            double one = value(metrics);
            if (double.IsNaN(one)) continue;
            sum += one;
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
