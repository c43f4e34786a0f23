using System.Globalization;

namespace ModelGen.Evaluation;

/// <summary>A threshold and what it gives.</summary>
/// <param name="Threshold">From which score on an example counts as positive; it lies between two scores, so that rounding decides nothing.</param>
/// <param name="Precision">Of the positives said, the part that is.</param>
/// <param name="Recall">Of the positives, the part that is said.</param>
public sealed record ThresholdChoice(double Threshold, double Precision, double Recall)
{
    /// <summary>The harmonic mean of the two.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>The choice in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"threshold {Threshold:0.0000}: precision {Precision:0.0000}, recall {Recall:0.0000}, F1 {F1:0.0000}");
}
