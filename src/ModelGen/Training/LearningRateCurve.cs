using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>The loss over the learning rate, from a <see cref="LearningRateFinder"/>.</summary>
/// <param name="Points">Rates and smoothed losses, in the order of the updates.</param>
/// <param name="Suggestion">The rate at which the loss fell fastest; a good peak of a schedule.</param>
/// <param name="Diverges">The last rate before the loss had left its lowest value far behind; no training stands it.</param>
public sealed record LearningRateCurve(IReadOnlyList<(double Rate, double Loss)> Points, float Suggestion, float Diverges);
