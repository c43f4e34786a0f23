using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace ModelGen.Training;

/// <summary>What an epoch of training came to.</summary>
/// <param name="Epoch">Its number, from 1; those before a resume are counted.</param>
/// <param name="Loss">The mean loss over the epoch's batches, each as it was before its update.</param>
/// <param name="ValidationLoss">The loss on held-out data, if it was measured at the end of this epoch.</param>
public sealed record EpochResult(long Epoch, float Loss, float? ValidationLoss)
{
    /// <summary>Updates so far.</summary>
    public long Step { get; init; }

    /// <summary>The metrics over the epoch, on the outputs of training, by their names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The metrics on held-out data, by their names; empty if it was not measured at the end of this epoch.</summary>
    public IReadOnlyDictionary<string, double> ValidationMetrics { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The learning rate of the last update.</summary>
    public float LearningRate { get; init; }

    /// <summary>How long it took, its validation included.</summary>
    public TimeSpan Duration { get; init; }
}
