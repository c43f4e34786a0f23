using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Evaluation;
using ModelGen.Training;

namespace ModelGen.Reports;

/// <content>The plots of what the library measures.</content>
public sealed partial class Plot
{
    private const int MostCurves = 5;

    /// <summary>Training and held-out loss over steps.</summary>
    public static Plot Loss(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        List<(double, double)> train = [.. history.Steps.Select(step => ((double)step.Step, (double)step.Loss))];
        List<(double, double)> heldOut = [.. history.Validations.Where(step => step.ValidationLoss is not null).Select(step => ((double)step.Step, (double)step.ValidationLoss!.Value))];
        List<PlotLine> lines = [new PlotLine("training", Smoothing.Thin(Smoothing.Average(train)), Faint: Smoothing.Thin(train))];
        if (heldOut.Count > 0) lines.Add(new PlotLine("held out", Smoothing.Thin(heldOut), HasMarks: heldOut.Count <= 60));
        return Of("Loss", "step", "loss", lines, isUnit: false);
    }

    /// <summary>A metric over epochs, in training and on held-out data.</summary>
    /// <param name="history">The history.</param>
    /// <param name="metric">The metric's name.</param>
    public static Plot Metric(TrainingHistory history, string metric)
    {
        ArgumentNullException.ThrowIfNull(history);
        List<(double, double)> train = [.. history.Epochs.Where(epoch => epoch.Metrics.ContainsKey(metric)).Select(epoch => ((double)epoch.Epoch, epoch.Metrics[metric]))];
        List<(double, double)> heldOut = [.. history.Epochs.Where(epoch => epoch.ValidationMetrics.ContainsKey(metric)).Select(epoch => ((double)epoch.Epoch, epoch.ValidationMetrics[metric]))];
        if (train.Count == 0) throw new ArgumentException($"No epoch has a metric '{metric}': give it in FitOptions.Metrics", nameof(metric));
        List<PlotLine> lines = [new PlotLine("training", train, HasMarks: train.Count <= 60)];
        if (heldOut.Count > 0) lines.Add(new PlotLine("held out", heldOut, HasMarks: heldOut.Count <= 60));
        return Of(metric, "epoch", metric, lines, isUnit: false);
    }

    /// <summary>Precision over recall: of two classes the second, of many those with the smallest area.</summary>
    public static Plot PrecisionRecall(ClassificationReport report) => Curves(report, "Precision and recall", "recall", "precision", curves => (curves.PrecisionRecall, curves.AveragePrecision), []);

    /// <summary>True over false positive rates, of the same classes.</summary>
    public static Plot Roc(ClassificationReport report) => Curves(report, "ROC", "false positive rate", "true positive rate", curves => (curves.Roc, curves.RocArea), [new PlotLine("chance", [(0, 0), (1, 1)], IsDashed: true)]);

    /// <summary>The reliability curve: what came true over what was said.</summary>
    public static Plot Reliability(Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        List<(double, double)> points = [.. calibration.Bins.Where(bin => bin.Count > 0).Select(bin => (bin.MeanProbability, bin.Observed))];
        return Of(string.Create(CultureInfo.InvariantCulture, $"Reliability (ECE {calibration.ExpectedError:0.000})"), "probability", "came true", [new PlotLine("model", points, HasMarks: true), new PlotLine("exact", [(0, 0), (1, 1)], IsDashed: true)], isUnit: true);
    }

    /// <summary>Predictions over targets.</summary>
    public static Plot Predictions(RegressionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<(double, double)> pairs = [.. report.Pairs.Select(pair => ((double)pair.Target, (double)pair.Prediction))];
        double low = pairs.Min(pair => pair.Item1), high = pairs.Max(pair => pair.Item1);
        return Of("Predictions", "target", "prediction", [new PlotLine("predictions", pairs, IsCloud: true), new PlotLine("exact", [(low, low), (high, high)], IsDashed: true)], isUnit: false);
    }

    /// <summary>The loss over the learning rate, on a logarithmic axis.</summary>
    public static Plot LearningRate(LearningRateCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        List<(double, double)> points = [.. curve.Points.Select(point => (Math.Log10(point.Rate), point.Loss))];
        double at = Math.Log10(curve.Suggestion), low = points.Min(point => point.Item2), high = points.Max(point => point.Item2);
        return Of("Loss over learning rates", "log10 of the rate", "loss", [new PlotLine("loss", points), new PlotLine(string.Create(CultureInfo.InvariantCulture, $"suggestion {curve.Suggestion:G2}"), [(at, low), (at, high)], IsDashed: true)], isUnit: false);
    }

    /// <summary>A confusion matrix; cells are as dark as their part of the row.</summary>
    public static Plot Confusion(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        const double Cell = 56, Row = 34, LongestName = 190;
        string[] names = [.. matrix.Names.Select(name => Fit(name, LongestName))];
        double longest = names.Max(name => StrokeFont.Width(name, Small));
        // Names of columns that are wider than their cell stand at two heights in turn; those wider than two cells stand upright.
        bool isUpright = longest > (1.9 * Cell);
        double turn = longest > Cell - 4 ? 14 : 0, side = 24 + longest, top = isUpright ? 74 + longest : 78 + turn, width = Math.Max(404, side + (Cell * matrix.Classes) + 24);
        return new Plot("Confusion matrix", width, top + (Row * matrix.Classes) + 24, canvas =>
        {
            canvas.Text("Confusion matrix", 24, 24, 0, Large, PlotInk.Title);
            canvas.Text("rows: what examples are, columns: what was predicted", 24, 46, 0, 11, PlotInk.Text);
            for (int actual = 0; actual < matrix.Classes; actual++)
            {
                double down = top + (Row * actual);
                canvas.Text(names[actual], side - 8, down + 21, 1, Small, PlotInk.Text);
                if (isUpright) canvas.Text(names[actual], side + (Cell * (actual + 0.5)) + 4, top - 8, 0, Small, PlotInk.Text, isUpward: true);
                else canvas.Text(names[actual], side + (Cell * (actual + 0.5)), top - 10 - (actual % 2 * turn), 0.5, Small, PlotInk.Text);
                for (int predicted = 0; predicted < matrix.Classes; predicted++)
                {
                    double part = (double)matrix[actual, predicted] / Math.Max(1, matrix.Actual(actual)), left = side + (Cell * predicted);
                    canvas.Fill(left + 1, down + 1, Cell - 2, Row - 2, new PlotInk(actual == predicted ? 0x0072b2 : 0xd55e00, Opacity: 0.04 + (0.96 * part)));
                    canvas.Text(matrix[actual, predicted].ToString(CultureInfo.InvariantCulture), left + (Cell / 2), down + 21, 0.5, Small, part > ConfusionPlot.Deepest ? new PlotInk(0xffffff, 1.2) : PlotInk.Title with { Width = 1.1 });
                }
            }
        });
    }

    private static Plot Curves(ClassificationReport report, string title, string x, string y, Func<RankCurves, (IReadOnlyList<CurvePoint> Points, double Area)> of, PlotLine[] more)
    {
        ArgumentNullException.ThrowIfNull(report);
        IEnumerable<ClassMetrics> shown = report.Classes.Count == 2 ? [report.Classes[1]] : report.Classes.Where(metrics => metrics.Curves is not null).OrderBy(metrics => of(metrics.Curves!).Area).Take(MostCurves);
        List<PlotLine> lines = [.. shown.Where(metrics => metrics.Curves is not null).Select(metrics => new PlotLine(
            string.Create(CultureInfo.InvariantCulture, $"{metrics.Name} ({of(metrics.Curves!).Area:0.000})"), Smoothing.Thin([.. of(metrics.Curves!).Points.Select(point => (point.X, point.Y))])))];
        string which = lines.Count < report.Classes.Count && report.Classes.Count > 2 ? ", the classes with the smallest area" : "";
        return Of(title + which, x, y, [.. lines, .. more], isUnit: true);
    }
}
