namespace ModelGen.Evaluation;

/// <summary>How well one class is told from the others.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Examples">How many examples it has.</param>
/// <param name="Precision">Of those predicted to be of it, the part that is.</param>
/// <param name="Recall">Of its examples, the part that was predicted so.</param>
/// <param name="F1">The harmonic mean of the two.</param>
/// <param name="Curves">Its curves against all other classes; null without examples of it, or of others.</param>
public sealed record ClassMetrics(string Name, long Examples, double Precision, double Recall, double F1, RankCurves? Curves);
