using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Evaluation;

/// <summary>How good a model is whose examples may have several labels, or none. Ratios without a denominator are 0, as in scikit-learn; areas that have no meaning are NaN and left out of means.</summary>
public sealed class MultiLabelReport
{
    private readonly double _hits;
    private readonly double _said;
    private readonly double _there;
    private readonly long _count; // of labels that are there

    internal MultiLabelReport(IReadOnlyList<ClassMetrics> labels, IReadOnlyList<Calibration> calibrations, long examples, double hits, double said, double there, long count, double subset, double wrong, double loss)
    {
        (Labels, Calibrations, Examples, SubsetAccuracy, HammingLoss, Loss) = (labels, calibrations, examples, subset, wrong, loss);
        (_hits, _said, _there, _count) = (hits, said, there, count);
    }

    /// <summary>Each label; <see cref="ClassMetrics.Examples"/> are those that have it.</summary>
    public IReadOnlyList<ClassMetrics> Labels { get; }

    /// <summary>Whether each label's probabilities are to be believed.</summary>
    public IReadOnlyList<Calibration> Calibrations { get; }

    /// <summary>The number of examples.</summary>
    public long Examples { get; }

    /// <summary>The part of examples whose labels are all right.</summary>
    public double SubsetAccuracy { get; }

    /// <summary>The part of labels that are wrong, over all examples and labels.</summary>
    public double HammingLoss { get; }

    /// <summary>The mean binary cross-entropy in nats, over all examples and labels.</summary>
    public double Loss { get; }

    /// <summary>Of all labels that are said, the part that is there.</summary>
    public double MicroPrecision => Part(_hits, _said);

    /// <summary>Of all labels that are there, the part that is said.</summary>
    public double MicroRecall => Part(_hits, _there);

    /// <summary>F1 over all labels together.</summary>
    public double MicroF1 => Part(2 * _hits, _said + _there);

    /// <summary>The mean of the labels' precision.</summary>
    public double MacroPrecision => Labels.Average(label => label.Precision);

    /// <summary>The mean of the labels' recall.</summary>
    public double MacroRecall => Labels.Average(label => label.Recall);

    /// <summary>The mean of the labels' F1.</summary>
    public double MacroF1 => Labels.Average(label => label.F1);

    /// <summary>The mean of the labels' areas under the ROC curve.</summary>
    public double RocArea => Mean(curves => curves.RocArea);

    /// <summary>The mean of the labels' areas under the precision-recall curve, mAP.</summary>
    public double AveragePrecision => Mean(curves => curves.AveragePrecision);

    /// <summary>The report as a table of plain text.</summary>
    public override string ToString()
    {
        TextTable table = new("label", "examples", "precision", "recall", "F1", "ROC area", "PR area", "ECE");
        for (int i = 0; i < Labels.Count; i++)
        {
            ClassMetrics label = Labels[i];
            table.Add(label.Name, label.Examples.ToString(CultureInfo.InvariantCulture), Text(label.Precision), Text(label.Recall), Text(label.F1), Text(label.Curves?.RocArea ?? double.NaN), Text(label.Curves?.AveragePrecision ?? double.NaN), Text(Calibrations[i].ExpectedError));
        }

        table.Add("micro", _count.ToString(CultureInfo.InvariantCulture), Text(MicroPrecision), Text(MicroRecall), Text(MicroF1), "", "", "");
        table.Add("macro mean", "", Text(MacroPrecision), Text(MacroRecall), Text(MacroF1), Text(RocArea), Text(AveragePrecision), Text(Calibrations.Average(calibration => calibration.ExpectedError)));
        return string.Create(CultureInfo.InvariantCulture, $"all labels right {SubsetAccuracy:0.0000}   labels wrong {HammingLoss:0.0000}   loss {Loss:0.0000}   examples {Examples}\n\n") + table;
    }

    private static string Text(double value) => ClassificationReport.Ratio(value);

    private static double Part(double part, double whole) => whole == 0 ? 0 : part / whole;

    private double Mean(Func<RankCurves, double> area) => Labels.Where(label => label.Curves is not null).Select(label => area(label.Curves!)).DefaultIfEmpty(double.NaN).Average();
}
