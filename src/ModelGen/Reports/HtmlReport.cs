using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using ModelGen.Evaluation;
using ModelGen.Training;
using ModelGen.Weights;

namespace ModelGen.Reports;

/// <summary>A report as one HTML page that needs nothing else: no scripts, no fonts, no network. Plots are inline SVG; light and dark follow the reader's system.</summary>
public sealed class HtmlReport
{
    private readonly string _title;
    private readonly StringBuilder _body = new();

    /// <summary>An empty report.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="subtitle">A line below it: the data, the date.</param>
    public HtmlReport(string title, string? subtitle = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        _title = title;
        _body.Append($"<header><h1>{Escape(title)}</h1>{(subtitle is null ? "" : $"<p>{Escape(subtitle)}</p>")}</header>\n");
    }

    /// <summary>Adds the table of a model.</summary>
    public HtmlReport Add(ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Section("Model", $"<div class=\"scroll\"><pre>{Escape(model.ToString())}</pre></div>");
    }

    /// <summary>Adds the curves of a training.</summary>
    public HtmlReport Add(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        List<(double, double)> train = [.. history.Steps.Select(step => ((double)step.Step, (double)step.Loss))];
        List<(double, double)> validation = [.. history.Validations.Where(step => step.ValidationLoss is not null).Select(step => ((double)step.Step, (double)step.ValidationLoss!.Value))];
        List<PlotLine> lines = [new PlotLine("training", Smoothing.Thin(Smoothing.Average(train)), Faint: Smoothing.Thin(train))];
        if (validation.Count > 0) lines.Add(new PlotLine("validation", Smoothing.Thin(validation), HasMarks: validation.Count <= 60));
        List<(double, double)> rates = [.. history.Steps.Select(step => ((double)step.Step, (double)step.LearningRate))];
        string plots = new LinePlot("Loss", "step", "loss").Draw(lines) + new LinePlot("Learning rate", "step", "rate").Draw([new PlotLine("learning rate", Smoothing.Thin(rates))]);
        string tiles = "";
        if (history.Steps.Count > 0) tiles = Tiles(("steps", Number(history.Steps[^1].Step)), ("last loss", Short(Smoothing.Average(train)[^1].Y)), ("best validation loss", validation.Count > 0 ? Short(validation.Min(point => point.Item2)) : "n/a"), ("time", Time(history.Steps[^1].Elapsed)));
        return Section("Training", $"{tiles}<div class=\"plots\">{plots}</div>");
    }

    /// <summary>Adds a judgement of a classifier: numbers, confusion matrix, precision-recall and ROC curves.</summary>
    /// <param name="report">The judgement.</param>
    /// <param name="heading">The section's heading: the data.</param>
    public HtmlReport Add(ClassificationReport report, string heading = "Classification")
    {
        ArgumentNullException.ThrowIfNull(report);
        string tiles = Tiles(("accuracy", Percent(report.Accuracy)), ("macro F1", Short(report.MacroF1)), ("ROC area", Short(report.RocArea)), ("PR area", Short(report.AveragePrecision)), ("loss", Short(report.Loss)), ("examples", Number(report.Examples)));
        return Section(heading, tiles + ConfusionPlot.Draw(report) + $"<div class=\"plots\">{Curves(report)}</div>" + ClassTable(report));
    }

    /// <summary>Adds a judgement of predicted numbers: numbers, and predictions over targets.</summary>
    /// <param name="report">The judgement.</param>
    /// <param name="heading">The section's heading: the data.</param>
    public HtmlReport Add(RegressionReport report, string heading = "Regression")
    {
        ArgumentNullException.ThrowIfNull(report);
        string tiles = Tiles(("R²", Short(report.R2)), ("RMSE", Short(report.RootMeanSquaredError)), ("MAE", Short(report.MeanAbsoluteError)), ("MSE", Short(report.MeanSquaredError)), ("numbers", Number(report.Count)));
        List<(double, double)> pairs = [.. report.Pairs.Select(pair => ((double)pair.Target, (double)pair.Prediction))];
        double low = pairs.Min(pair => pair.Item1), high = pairs.Max(pair => pair.Item1);
        string plot = new LinePlot("Predictions", "target", "prediction").Draw([new PlotLine("predictions", pairs, IsCloud: true), new PlotLine("exact", [(low, low), (high, high)], IsDashed: true)]);
        return Section(heading, $"{tiles}<div class=\"plots\">{plot}</div>");
    }

    /// <summary>Adds a judgement of a language model.</summary>
    /// <param name="report">The judgement.</param>
    /// <param name="heading">The section's heading: the data.</param>
    public HtmlReport Add(LanguageReport report, string heading = "Language")
    {
        ArgumentNullException.ThrowIfNull(report);
        return Section(heading, Tiles(("perplexity", Short(report.Perplexity)), ("loss", Short(report.Loss)), ("bits per token", Short(report.BitsPerToken)), ("tokens", Number(report.Tokens))));
    }

    /// <summary>Adds plain text, such as a sample of generated text.</summary>
    /// <param name="heading">The section's heading.</param>
    /// <param name="text">The text; line breaks stay.</param>
    public HtmlReport Add(string heading, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Section(heading, $"<pre class=\"text\">{Escape(text)}</pre>");
    }

    /// <summary>Writes the page; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToString())));

    /// <summary>The page.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Escape(_title)}</title>
        <style>
        {HtmlStyle.Text}
        </style>
        </head>
        <body>
        <main>
        {_body}</main>
        </body>
        </html>

        """;

    /// <summary>A text that stands for itself in HTML.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Curves(ClassificationReport report)
    {
        // Of two classes the positive one; of many those that are told apart worst, in a number that can be read.
        IEnumerable<ClassMetrics> shown = report.Classes.Count == 2 ? [report.Classes[1]] : report.Classes.Where(metrics => metrics.Curves is not null).OrderBy(metrics => metrics.Curves!.AveragePrecision).Take(5);
        List<PlotLine> precision = [], roc = [];
        foreach (ClassMetrics metrics in shown)
        {
            if (metrics.Curves is not RankCurves curves) continue;
            precision.Add(new PlotLine($"{metrics.Name} ({Short(curves.AveragePrecision)})", Points(curves.PrecisionRecall)));
            roc.Add(new PlotLine($"{metrics.Name} ({Short(curves.RocArea)})", Points(curves.Roc)));
        }

        if (roc.Count == 0) return "";
        string which = roc.Count < report.Classes.Count && report.Classes.Count > 2 ? ", the classes with the smallest area" : "";
        roc.Add(new PlotLine("chance", [(0, 0), (1, 1)], IsDashed: true));
        return new LinePlot("Precision and recall" + which, "recall", "precision") { IsUnit = true }.Draw(precision) + new LinePlot("ROC" + which, "false positive rate", "true positive rate") { IsUnit = true }.Draw(roc);
    }

    private static List<(double, double)> Points(IReadOnlyList<CurvePoint> curve) => Smoothing.Thin([.. curve.Select(point => (point.X, point.Y))]);

    private static string ClassTable(ClassificationReport report)
    {
        StringBuilder table = new("<div class=\"scroll\"><table><thead><tr><th>class</th><th>examples</th><th>precision</th><th>recall</th><th>F1</th><th>ROC area</th><th>PR area</th></tr></thead><tbody>");
        foreach (ClassMetrics metrics in report.Classes)
            table.Append($"<tr><th>{Escape(metrics.Name)}</th><td>{Number(metrics.Examples)}</td><td>{Short(metrics.Precision)}</td><td>{Short(metrics.Recall)}</td><td>{Short(metrics.F1)}</td><td>{Short(metrics.Curves?.RocArea ?? double.NaN)}</td><td>{Short(metrics.Curves?.AveragePrecision ?? double.NaN)}</td></tr>");
        return table.Append("</tbody></table></div>").ToString();
    }

    private static string Tiles(params ReadOnlySpan<(string Name, string Value)> tiles)
    {
        StringBuilder html = new("<dl class=\"tiles\">");
        foreach ((string name, string value) in tiles) html.Append($"<div><dt>{name}</dt><dd>{value}</dd></div>");
        return html.Append("</dl>").ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time.TotalSeconds < 100 ? time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes} min {time.Seconds} s");

    private static string Short(double value) =>
        double.IsNaN(value) ? "n/a" : Math.Abs(value) is >= 0.001 and < 10 or 0 ? value.ToString("0.000", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);

    private HtmlReport Section(string heading, string html)
    {
        _body.Append($"<section><h2>{Escape(heading)}</h2>\n{html}</section>\n");
        return this;
    }
}
