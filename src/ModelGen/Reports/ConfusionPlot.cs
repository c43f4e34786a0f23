using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ModelGen.Evaluation;

namespace ModelGen.Reports;

/// <summary>A confusion matrix as a table whose cells are as dark as their part of the row; of many classes, the most frequent mistakes instead.</summary>
internal static class ConfusionPlot
{
    private const int MostClasses = 16;
    private const int MostMistakes = 20;

    /// <summary>Cells of a larger part of their row are darker than what is written in others.</summary>
    public const double Deepest = 0.88;


    public static string Draw(ClassificationReport report) => report.Confusion.Classes <= MostClasses ? Matrix(report) : Mistakes(report);

    private static string Matrix(ClassificationReport report)
    {
        ConfusionMatrix confusion = report.Confusion;
        StringBuilder html = new("<figure class=\"wide\"><figcaption>Confusion matrix: rows are what examples are, columns what was predicted</figcaption><div class=\"scroll\"><table class=\"confusion\"><thead><tr><td></td>");
        foreach (ClassMetrics metrics in report.Classes) html.Append($"<th>{HtmlReport.Escape(metrics.Name)}</th>");
        html.Append("</tr></thead><tbody>");
        for (int actual = 0; actual < confusion.Classes; actual++)
        {
            html.Append($"<tr><th>{HtmlReport.Escape(report.Classes[actual].Name)}</th>");
            long row = Math.Max(1, confusion.Actual(actual));
            for (int predicted = 0; predicted < confusion.Classes; predicted++)
            {
                double part = (double)confusion[actual, predicted] / row;
                string tone = actual == predicted ? "right" : "wrong";
                string ink = part > Deepest ? " deep deepest" : part > 0.55 ? " deep" : ""; // on a dark page the lighter of them are light already
                html.Append(CultureInfo.InvariantCulture, $"<td class=\"{tone}{ink}\" style=\"--part:{100 * part:0.#}%\" title=\"{100 * part:0.0} % of {HtmlReport.Escape(report.Classes[actual].Name)}\">{confusion[actual, predicted]}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div></figure>\n").ToString();
    }

    private static string Mistakes(ClassificationReport report)
    {
        List<(int Actual, int Predicted, long Count)> mistakes = [];
        for (int actual = 0; actual < report.Confusion.Classes; actual++)
        {
            for (int predicted = 0; predicted < report.Confusion.Classes; predicted++)
            {
                if (actual != predicted && report.Confusion[actual, predicted] > 0) mistakes.Add((actual, predicted, report.Confusion[actual, predicted]));
            }
        }

        StringBuilder html = new("<figure class=\"wide\"><figcaption>The most frequent mistakes</figcaption><div class=\"scroll\"><table><thead><tr><th>is</th><th>was taken for</th><th>times</th></tr></thead><tbody>");
        foreach ((int actual, int predicted, long count) in mistakes.OrderByDescending(mistake => mistake.Count).Take(MostMistakes))
            html.Append(CultureInfo.InvariantCulture, $"<tr><th>{HtmlReport.Escape(report.Classes[actual].Name)}</th><td>{HtmlReport.Escape(report.Classes[predicted].Name)}</td><td>{count}</td></tr>");
        return html.Append("</tbody></table></div></figure>\n").ToString();
    }
}
