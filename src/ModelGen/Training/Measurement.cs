using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>What a model is worth on some data.</summary>
/// <param name="Loss">The mean loss over the targets that count.</param>
/// <param name="Metrics">The metrics, by their names.</param>
public sealed record Measurement(float Loss, IReadOnlyDictionary<string, double> Metrics);
