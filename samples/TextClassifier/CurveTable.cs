using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ModelGen.Evaluation;

namespace TextClassifierSample;

/// <summary>Precision-recall curves as text: how precise a class's predictions are at the threshold that finds a given part of its examples.</summary>
internal static class CurveTable
{
    private const int Classes = 4;
    private static readonly double[] s_recalls = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

    /// <summary>The curves of the classes that are told apart worst.</summary>
    public static string Draw(ClassificationReport report)
    {
        ClassMetrics[] shown = [.. report.Classes.Where(one => one.Curves is not null).OrderBy(one => one.Curves!.AveragePrecision).Take(Classes)];
        StringBuilder text = new("precision at a recall of");
        foreach (double recall in s_recalls) text.Append(CultureInfo.InvariantCulture, $"{recall,8:0.00}");
        text.Append('\n');
        foreach (ClassMetrics one in shown)
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.Name,-24}");
            foreach (double recall in s_recalls) text.Append(CultureInfo.InvariantCulture, $"{Precision(one.Curves!.PrecisionRecall, recall),8:0.0000}");
            text.Append('\n');
        }

        return text.ToString();
    }

    // The highest threshold that finds so many.
    private static double Precision(IReadOnlyList<CurvePoint> curve, double recall) => curve.First(point => point.X >= recall - 1e-9).Y;
}
