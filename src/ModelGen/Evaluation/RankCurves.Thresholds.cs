using System;
using System.Collections.Generic;

namespace ModelGen.Evaluation;

/// <content>The choice of a threshold. Choose it on validation data, and judge by other data.</content>
public sealed partial class RankCurves
{
    /// <summary>The threshold with the highest F1.</summary>
    public ThresholdChoice BestF1() => Best(choice => choice.F1)!;

    /// <summary>The threshold with the highest recall among those of at least this precision; null: none has it.</summary>
    /// <param name="precision">From 0 to 1.</param>
    public ThresholdChoice? ForPrecision(double precision) => Best(choice => choice.Precision >= precision ? choice.Recall : double.NaN);

    /// <summary>The threshold with the highest precision among those of at least this recall.</summary>
    /// <param name="recall">From 0 to 1.</param>
    public ThresholdChoice? ForRecall(double recall) => Best(choice => choice.Recall >= recall ? choice.Precision : double.NaN);

    // NaN is out of the question; of equals the highest threshold.
    private ThresholdChoice? Best(Func<ThresholdChoice, double> worth)
    {
        ThresholdChoice? best = null;
        double highest = double.NegativeInfinity;
        IReadOnlyList<CurvePoint> points = PrecisionRecall;
        for (int i = 1; i < points.Count; i++)
        {
            double own = points[i].Threshold, next = i + 1 < points.Count ? points[i + 1].Threshold : own;
            ThresholdChoice choice = new(own + ((next - own) / 2), points[i].Y, points[i].X);
            double value = worth(choice);
            if (value > highest) (best, highest) = (choice, value);
        }

        return best;
    }
}
