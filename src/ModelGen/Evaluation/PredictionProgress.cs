using System;

namespace ModelGen.Evaluation;

/// <summary>How far a prediction over much data has come.</summary>
/// <param name="Examples">Examples so far.</param>
/// <param name="Batch">Batches so far.</param>
/// <param name="Batches">Batches in all; null where the data does not say.</param>
/// <param name="Elapsed">Time so far.</param>
/// <param name="IsDone">Whether it was the last batch.</param>
public readonly record struct PredictionProgress(long Examples, long Batch, long? Batches, TimeSpan Elapsed, bool IsDone);
