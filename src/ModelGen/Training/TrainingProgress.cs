using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace ModelGen.Training;

/// <summary>Where training stands after an update.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>Updates so far, those before a resume included.</summary>
    public long Step { get; init; }

    /// <summary>The update at which training ends; <see cref="long.MaxValue"/> where it ends with an epoch of unknown length.</summary>
    public long Steps { get; init; }

    /// <summary>The epoch of the update, from 1.</summary>
    public long Epoch { get; init; }

    /// <summary>The epoch at whose end training ends; 0: it ends at a step.</summary>
    public long Epochs { get; init; }

    /// <summary>The epoch's batches so far.</summary>
    public long EpochBatch { get; init; }

    /// <summary>The epoch's batches in all; 0 where the data does not say.</summary>
    public long EpochBatches { get; init; }

    /// <summary>The mean loss of the epoch's batches so far, each as it was before its update.</summary>
    public float EpochLoss { get; init; }

    /// <summary>The metrics over the epoch so far, on the outputs of training, by their names; costly ones at the end of an epoch only.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get => field ?? ReadOnlyDictionary<string, double>.Empty; init; }

    /// <summary>The metrics of the latest measurement on held-out data, by their names.</summary>
    public IReadOnlyDictionary<string, double> ValidationMetrics { get => field ?? ReadOnlyDictionary<string, double>.Empty; init; }

    /// <summary>The mean loss of the update's batches, before the update.</summary>
    public float Loss { get; init; }

    /// <summary>The latest loss on the validation data, if any was measured.</summary>
    public float? ValidationLoss { get; init; }

    /// <summary>The learning rate of the update.</summary>
    public float LearningRate { get; init; }

    /// <summary>The gradients' global norm before clipping; 0 when nothing clips.</summary>
    public float GradientNorm { get; init; }

    /// <summary>Examples per second, mean since training began or resumed, validation left out.</summary>
    public double ExamplesPerSecond { get; init; }

    /// <summary>The same in tokens; 0 where inputs are no tokens.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Time since training began or resumed.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Estimate of the time to the end.</summary>
    public TimeSpan Remaining { get; init; }
}
