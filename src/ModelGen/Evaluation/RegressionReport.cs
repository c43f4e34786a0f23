using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Evaluation;

/// <summary>How good predicted numbers are.</summary>
/// <param name="Count">How many numbers.</param>
/// <param name="MeanSquaredError">The mean squared difference.</param>
/// <param name="MeanAbsoluteError">The mean absolute difference.</param>
/// <param name="R2">The part of the targets' variance that is explained, 1 - squared error / variance, by scikit-learn's definition: each output is measured against its own mean, and the mean over outputs is
/// taken. Targets that do not vary give 1 if they are foretold exactly and otherwise 0; one example alone gives NaN.</param>
/// <param name="Pairs">Up to 2000 pairs of target and prediction, evenly from the start to the end.</param>
public sealed record RegressionReport(long Count, double MeanSquaredError, double MeanAbsoluteError, double R2, IReadOnlyList<(float Target, float Prediction)> Pairs)
{
    /// <summary>R² of each output.</summary>
    public IReadOnlyList<double> OutputR2 { get; init; } = [];

    /// <summary>The root of the mean squared error, in the targets' unit.</summary>
    public double RootMeanSquaredError => double.Sqrt(MeanSquaredError);

    /// <summary>The report as a table of plain text.</summary>
    public override string ToString()
    {
        TextTable table = new("numbers", "MSE", "RMSE", "MAE", "R2");
        table.Add(Count.ToString(CultureInfo.InvariantCulture), Text(MeanSquaredError), Text(RootMeanSquaredError), Text(MeanAbsoluteError), double.IsNaN(R2) ? "n/a" : R2.ToString("0.0000", CultureInfo.InvariantCulture));
        return table.ToString();
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
