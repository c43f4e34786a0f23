namespace ModelGen.Evaluation;

/// <summary>Answers of about the same probability, and how often they were right.</summary>
/// <param name="From">The lowest probability, not included but for 0.</param>
/// <param name="To">The highest probability, included.</param>
/// <param name="Count">How many answers.</param>
/// <param name="MeanProbability">The mean of what was said; NaN without answers.</param>
/// <param name="Observed">The part that came true; NaN without answers.</param>
public sealed record CalibrationBin(double From, double To, long Count, double MeanProbability, double Observed);
