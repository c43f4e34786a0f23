namespace ModelGen.Evaluation;

/// <summary>A point of a curve over thresholds: what holds when every score of at least the threshold counts as positive.</summary>
/// <param name="X">The false positive rate (ROC) or the recall (precision-recall).</param>
/// <param name="Y">The true positive rate (ROC) or the precision.</param>
/// <param name="Threshold">The threshold; +∞ at the start.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);
